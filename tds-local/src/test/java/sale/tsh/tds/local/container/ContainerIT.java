package sale.tsh.tds.local.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.ResourceLock;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.FreePorts;
import sale.tsh.tds.local.NginxProgram;
import sale.tsh.tds.local.faults.Load;
import sale.tsh.tds.testing.TestDatabase;
import sale.tsh.tds.testing.TestPassword;

/**
 * Runs the image without rights on a read-only root, with secrets in files. Two APIs behind nginx
 * and two workers are upgraded and killed under load, and lose nothing.
 */
@Tag("containers")
@ResourceLock(Images.LOCK)
@EnabledIf(
    value = "sale.tsh.tds.local.container.Podman#canRun",
    disabledReason = "needs root and Debian's podman, runc, netavark and mmdebstrap")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainerIT {

  private static final String KEY = "the-key-of-the-container";
  private static final int SENDERS = 4;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final List<String> SERVICES = List.of("worker-1", "api-1", "worker-2", "api-2");
  private static final Pattern STARTED =
      Pattern.compile("Started \\w+ in [\\d.]+ seconds \\(process running for ([\\d.]+)\\)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final long MEBIBYTE = 1 << 20;

  private final Podman podman = Images.podman();
  private final TestDatabase database = TestDatabase.empty();
  private final Path secrets = podman.home().resolve("secrets");
  private final Map<String, String> ports =
      FreePorts.of("api-1", "api-2", "api-1m", "api-2m", "worker-1m", "worker-2m", "http", "https");
  private final NginxProgram nginx =
      new NginxProgram(
          podman.home().resolve("nginx"),
          "localhost",
          port("http"),
          port("https"),
          List.of("127.0.0.1:" + port("api-1"), "127.0.0.1:" + port("api-2")));
  private HttpClient http;

  @BeforeAll
  void startProxy() throws IOException {
    Files.createDirectories(secrets);
    Files.writeString(secrets.resolve("database-url"), database.databaseUrl() + "\n");
    Files.writeString(secrets.resolve("webhook-key"), KEY + "\n");
    Files.writeString(secrets.resolve("hash"), TestPassword.HASH + "\n");
    nginx.prepare();
    podman.run(
        "run",
        "--detach",
        "--name=nginx",
        "--network=host",
        "--volume=%1$s:%1$s".formatted(nginx.directory()),
        Images.DEBIAN,
        "nginx",
        "-p",
        nginx.directory().toString(),
        "-c",
        "nginx.conf",
        "-g",
        "daemon off;");
    http = HttpClient.newBuilder().sslContext(nginx.trust()).build();
  }

  @AfterAll
  void end() {
    podman.clear();
    database.close();
  }

  @Test
  @Order(1)
  void everyCommandRunsInTheImage() {
    requireRun(0, "migration(s) were applied", "@api", "migrate");
    requireRun(0, "hold.", "@worker", "verify");
    requireRun(0, "", "@worker", "rebuild", "item");
    requireRun(0, "", "@worker", "mend-numbers");
    requireRun(1, "gives no answer", "@worker", "health");
    requireRun(1, "at least 12 characters", "@api", "hash-password");
  }

  @Test
  @Order(2)
  void aWebhookReachesTheMirror() throws Exception {
    SERVICES.forEach(name -> start(name, Images.CORE));
    SERVICES.forEach(this::awaitHealth);
    assertThat(
            deliver("{\"item\":{\"item_id\":\"1001\",\"name\":\"Olive oil\",\"rate\":\"12.50\"}}"))
        .isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> database.count("zoho.items where name = 'Olive oil'") == 1);
  }

  @Test
  @Order(3)
  void aContainerMayWriteNowhereAndHoldsNoRights() {
    String status = read(process("api-1").resolve("status"));
    assertThat(status)
        .contains("CapEff:\t0000000000000000")
        .contains("NoNewPrivs:\t1")
        .contains("Uid:\t10001\t10001\t10001\t10001");
    assertThat(read(process("api-1").resolve("mounts"))).containsPattern(" / \\S+ ro,");
    assertThat(process("api-1").resolve("root/bin/sh")).doesNotExist();
  }

  @Test
  @Order(4)
  void figuresAreReported() {
    long bytes = Long.parseLong(podman.run("image", "inspect", "--format={{.Size}}", Images.CORE));
    System.out.printf("image: %d MB%n", bytes / 1_000_000);
    for (String name : SERVICES) {
      Matcher started = STARTED.matcher(podman.run("logs", name));
      assertThat(started.find()).isTrue();
      long resident = resident(name);
      System.out.printf(
          "%s: started in %s s, resident %d MiB%n", name, started.group(1), resident / MEBIBYTE);
      assertThat(resident).as(name).isLessThan(512 * MEBIBYTE);
    }
    assertThat(bytes).as("the image's size").isLessThan(600_000_000);
  }

  @Test
  @Order(5)
  void anUpgradeOneByOneRefusesNoCall() throws Exception {
    Load.forgetAll(database.jdbc());
    try (Load load = load()) {
      load.start();
      load.goesOn();
      requireRun(0, "", "@api", "migrate");
      for (String name : SERVICES) {
        podman.run("stop", "--time=75", name);
        assertThat(podman.run("inspect", "--format={{.State.ExitCode}}", name))
            .as("it ended by itself")
            .isEqualTo("143");
        podman.run("rm", name);
        start(name, Images.NEXT);
        awaitHealth(name);
        load.goesOn();
      }
      load.end();
      assertThat(load.failures()).as("calls that were not answered 202").isZero();
      load.reckon("upgrade of containers, one after another", SERVICES.size());
    }
  }

  @Test
  @Order(6)
  void killedContainersLoseNothing() throws Exception {
    Load.forgetAll(database.jdbc());
    try (Load load = load()) {
      load.start();
      load.goesOn();
      for (String name : SERVICES) {
        podman.run("kill", "--signal=KILL", name);
        load.goesOn();
        podman.run("start", name);
        awaitHealth(name);
      }
      load.end();
      load.reckon("SIGKILL of containers, one after another", SERVICES.size());
    }
    requireRun(0, "hold.", "@worker", "verify");
  }

  /** Java's cache is the last layer. */
  @Test
  @Order(7)
  void twoBuildsDifferInJavasCacheOnly() {
    Images.build(podman, "tds-core:again", "--no-cache");
    List<String> layers = layers(Images.CORE);
    assertThat(layers).hasSizeGreaterThan(4);
    assertThat(withoutLast(layers("tds-core:again"))).isEqualTo(withoutLast(layers));
  }

  private List<String> layers(String image) {
    return podman
        .run("image", "inspect", "--format={{range .RootFS.Layers}}{{println .}}{{end}}", image)
        .lines()
        .toList();
  }

  private static List<String> withoutLast(List<String> layers) {
    return layers.subList(0, layers.size() - 1);
  }

  private Load load() {
    return new Load(webhooks(), http, Map.of("X-Webhook-Key", KEY), database.jdbc(), SENDERS);
  }

  private void start(String name, String image) {
    List<String> words = new ArrayList<>(List.of("run", "--detach"));
    words.addAll(options(name));
    words.addAll(List.of(image, "@" + program(name)));
    podman.run(words.toArray(String[]::new));
  }

  /** Asks with the image's own check. */
  private void awaitHealth(String name) {
    await(name)
        .atMost(START_LIMIT)
        .until(() ->
            podman
                .tryRun(
                    "exec",
                    name,
                    "/opt/tds_core/java/bin/java",
                    "@/opt/tds_core/" + program(name),
                    "health")
                .succeeded());
  }

  /** Runs a command of the image to its end. */
  private void requireRun(int exitStatus, String said, String... words) {
    List<String> command = new ArrayList<>(List.of("run", "--rm"));
    command.addAll(options("command"));
    command.add(Images.CORE);
    command.addAll(List.of(words));
    Command ended = podman.tryRun(command.toArray(String[]::new));
    assertThat(ended.exitStatus()).as(ended.output()).isEqualTo(exitStatus);
    assertThat(ended.output()).contains(said);
  }

  private List<String> options(String name) {
    return List.of(
        "--name=" + name,
        "--hostname=" + name,
        "--network=host",
        "--read-only",
        "--cap-drop=all",
        "--security-opt=no-new-privileges",
        "--memory=1g",
        "--volume=%s:/run/secrets/tds:ro".formatted(secrets),
        "--env=ENVIRONMENT=production",
        "--env=DATABASE_URL_FILE=/run/secrets/tds/database-url",
        "--env=WEBHOOK_API_KEY_FILE=/run/secrets/tds/webhook-key",
        "--env=DASHBOARD_USER=operator",
        "--env=DASHBOARD_PASSWORD_HASH_FILE=/run/secrets/tds/hash",
        "--env=API_HOST=127.0.0.1",
        "--env=API_PORT=" + ports.getOrDefault(name, "0"),
        "--env=API_MANAGEMENT_PORT=" + ports.getOrDefault(name + "m", "0"),
        "--env=WORKER_MANAGEMENT_PORT=" + ports.getOrDefault(name + "m", "9002"),
        "--env=WORKER_LEASE=4s");
  }

  private int deliver(String body) throws IOException, InterruptedException {
    HttpRequest call =
        HttpRequest.newBuilder(webhooks())
            .header("Content-Type", "application/json")
            .header("X-Webhook-Key", KEY)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(call, BodyHandlers.discarding()).statusCode();
  }

  private URI webhooks() {
    return URI.create(nginx.address() + "/tds/webhooks/items");
  }

  private long resident(String name) {
    Matcher resident = RESIDENT.matcher(read(process(name).resolve("status")));
    assertThat(resident.find()).isTrue();
    return Long.parseLong(resident.group(1)) * 1024;
  }

  /** What the kernel says of the process in a container. */
  private Path process(String name) {
    return Path.of("/proc", Long.toString(podman.process(name).pid()));
  }

  private static String program(String name) {
    return name.substring(0, name.indexOf('-'));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int port(String name) {
    return Integer.parseInt(ports.getOrDefault(name, ""));
  }
}
