package sale.tsh.tds.local.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
import sale.tsh.tds.local.DebianProgram;
import sale.tsh.tds.local.FreePorts;
import sale.tsh.tds.local.NginxProgram;

/**
 * Walks from nothing to the first webhook with {@code compose.yaml}. Debian's docker-compose reads
 * it, and podman takes the place of Docker.
 */
@Tag("containers")
@ResourceLock(Images.LOCK)
@EnabledIf(
    value = "canRun",
    disabledReason =
        "needs root and Debian's podman, runc, netavark, aardvark-dns, mmdebstrap and docker-compose")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern KEY = Pattern.compile("The webhook key is (\\S+)\\. ");
  private static final Pattern PASSWORD =
      Pattern.compile("user is operator, the password (\\S+)\\. ");

  private final Map<String, String> ports = FreePorts.of("http", "https");
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  private final Podman podman = Images.podman();
  private final Path folder = Images.bundle(podman).resolve("container");
  private final String project = podman.unique("compose");
  private Process service;
  private HttpClient http;
  private String said;

  static boolean canRun() {
    return Podman.canRun()
        && Podman.hasNames()
        && DebianProgram.named("docker-compose").isPresent();
  }

  @BeforeAll
  void up() throws IOException {
    // This old docker-compose takes the project's name as an option only.
    Files.writeString(
        folder.resolve("compose-test.yaml"),
        Files.readString(folder.resolve("compose.yaml")).replaceFirst("(?m)^name: .*\n", ""));
    service = podman.serve();
    await().until(() -> Files.exists(podman.home().resolve("podman.sock")));
    var unused = clock.scheduleWithFixedDelay(this::askForHealth, 1, 2, TimeUnit.SECONDS);

    compose(Images.CORE, "up", "--detach");

    said = podman.run("logs", container("setup"));
    String certificate =
        podman.run(
            "exec",
            container("proxy"),
            "cat",
            "/etc/letsencrypt/live/api.example.com/fullchain.pem");
    http =
        HttpClient.newBuilder()
            .sslContext(NginxProgram.trust(new ByteArrayInputStream(certificate.getBytes(UTF_8))))
            .build();
  }

  @AfterAll
  void down() {
    clock.shutdownNow();
    podman.clear();
    service.destroy();
  }

  @Test
  @Order(1)
  void theFirstWebhookReachesTheMirror() throws Exception {
    assertThat(deliver("1001", "Olive oil")).isEqualTo(202);
    awaitName("1001", "Olive oil");
  }

  @Test
  @Order(2)
  void thePrintedPasswordOpensTheDashboard() throws Exception {
    HttpRequest.Builder call = HttpRequest.newBuilder(uri("dashboard/queue-stats"));
    assertThat(status(call)).isEqualTo(401);
    assertThat(status(call.header("Authorization", credentials()))).isEqualTo(200);
  }

  @Test
  @Order(3)
  void eachContainerSeesItsOwnSecretsOnly() {
    assertThat(podman.run("exec", container("postgres"), "ls", "/run/secrets").lines())
        .containsExactlyInAnyOrder("superuser-password", "owner-password", "service-password");
    assertThat(podman.run("exec", container("proxy"), "sh", "-c", "ls /run/secrets || true"))
        .doesNotContain("password");
  }

  @Test
  @Order(4)
  void prometheusReadsBothPrograms() {
    compose(Images.CORE, "--profile=monitoring", "up", "--detach", "prometheus");
    awaitMetric("sum by (job) (up)", "{job=\"tds-api\"} => 1", "{job=\"tds-worker\"} => 1");
  }

  @Test
  @Order(5)
  void prometheusRaisesAnAlertOfOurRules() throws Exception {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(uri("dashboard/kinds/contact/pause"))
            .header("Authorization", credentials())
            .POST(BodyPublishers.noBody());
    assertThat(status(call)).isEqualTo(200);
    awaitMetric(
        "sum by (alertname, alertstate) (ALERTS)",
        "{alertname=\"EventKindPaused\", alertstate=\"firing\"} => 1");
  }

  /** Each may die alone, since neither holds the network that they share. */
  @Test
  @Order(6)
  void apiAndProxyAreStartedAgain() throws Exception {
    for (String name : List.of("api", "proxy", "worker")) {
      podman.process(container(name)).destroyForcibly();
    }
    await().atMost(START_LIMIT).ignoreExceptions().until(() -> deliver("1002", "Vinegar") == 202);
    awaitName("1002", "Vinegar");
  }

  /** As docs/containers.md says. */
  @Test
  @Order(7)
  void anUpgradeKeepsTheSecretsAndTheData() throws Exception {
    compose(Images.NEXT, "up", "--detach");
    assertThat(podman.run("inspect", "--format={{.ImageName}}", container("worker")))
        .endsWith(Images.NEXT);
    assertThat(podman.run("logs", container("setup"))).isEqualTo(said);
    await().atMost(START_LIMIT).ignoreExceptions().until(() -> deliver("1003", "Salt") == 202);
    awaitName("1003", "Salt");
    awaitName("1001", "Olive oil");
  }

  private int deliver(String id, String name) throws IOException, InterruptedException {
    HttpRequest call =
        HttpRequest.newBuilder(uri("webhooks/items"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("X-Webhook-Key", found(KEY))
            .POST(
                BodyPublishers.ofString(
                    "{\"item\":{\"item_id\":\"%s\",\"name\":\"%s\"}}".formatted(id, name)))
            .build();
    return http.send(call, BodyHandlers.discarding()).statusCode();
  }

  private int status(HttpRequest.Builder call) throws IOException, InterruptedException {
    return http.send(call.build(), BodyHandlers.discarding()).statusCode();
  }

  private String credentials() {
    byte[] account = ("operator:" + found(PASSWORD)).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(account);
  }

  /** Asks Prometheus until the query's rows, without their time, are these. */
  private void awaitMetric(String query, String... rows) {
    await(query)
        .atMost(START_LIMIT)
        .untilAsserted(() ->
            assertThat(
                    podman
                        .tryRun(
                            "exec",
                            container("prometheus"),
                            "promtool",
                            "query",
                            "instant",
                            "http://127.0.0.1:9090",
                            query)
                        .output()
                        .lines()
                        .map(line -> line.replaceFirst(" @.*", "")))
                .containsExactlyInAnyOrder(rows));
  }

  private void awaitName(String id, String name) {
    await()
        .atMost(START_LIMIT)
        .until(() ->
            podman
                .run(
                    "exec",
                    container("postgres"),
                    "psql",
                    "-qAtX",
                    "-h127.0.0.1",
                    "-Utds",
                    "-dtds",
                    "-cselect name from zoho.items where item_id = '%s'".formatted(id))
                .equals(name));
  }

  private URI uri(String path) {
    return URI.create("https://localhost:%s/tds/%s".formatted(ports.get("https"), path));
  }

  private String found(Pattern pattern) {
    Matcher matcher = pattern.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return matcher.group(1);
  }

  /** Asks each container for its health, as Docker and systemd do by the clock. */
  private void askForHealth() {
    for (String name : List.of("postgres", "api", "worker")) {
      podman.tryRun("healthcheck", "run", container(name));
    }
  }

  private String container(String service) {
    return "%s_%s_1".formatted(project, service);
  }

  private void compose(String image, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "DOCKER_HOST=" + podman.address(),
                "TDS_IMAGE=" + image,
                "POSTGRES_IMAGE=" + Images.POSTGRES,
                "NGINX_IMAGE=" + Images.DEBIAN,
                "PROMETHEUS_IMAGE=" + Images.PROMETHEUS,
                "HTTP_PORT=127.0.0.1:" + ports.get("http"),
                "HTTPS_PORT=127.0.0.1:" + ports.get("https"),
                "timeout",
                "300",
                "docker-compose",
                "--ansi=never",
                "--project-name=" + project,
                "--file=" + folder.resolve("compose-test.yaml")));
    Stream.of(words).forEach(command::add);
    Command ended = Command.run(command);
    assertThat(ended.succeeded()).as(ended.output()).isTrue();
  }
}
