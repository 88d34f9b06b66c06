package sale.tsh.tds.local.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.List;
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
import sale.tsh.tds.testing.TestPassword;
import tools.jackson.databind.JsonNode;

/**
 * Renders the manifests with a kustomization such as docs/containers.md has, and runs their pods
 * with podman, as the manifests say.
 */
@Tag("containers")
@ResourceLock(Images.LOCK)
@EnabledIf(
    value = "canRun",
    disabledReason =
        "needs root and Debian's podman, runc, netavark, aardvark-dns, mmdebstrap and kubectl")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesIT {

  private static final String OWNER = "the password of the owner";
  private static final String SERVICE = "the password of the services";
  private static final String KEY = "the-key-of-the-cluster";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Path BASE =
      Path.of("../deploy/kubernetes/base").toAbsolutePath().normalize();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Pod> pods = new ArrayList<>();
  private final Podman podman = Images.podman();
  private final Path home = podman.home().resolve("kubernetes");
  private final String network = podman.unique("kubernetes");
  private List<JsonNode> objects;

  static boolean canRun() {
    return Podman.canRun() && Podman.hasNames() && DebianProgram.named("kubectl").isPresent();
  }

  @BeforeAll
  void startPostgres() throws IOException {
    write("tds-postgres/superuser-password", "superuser");
    write("tds-postgres/owner-password", OWNER);
    write("tds-postgres/service-password", SERVICE);
    write("tds-migrate/database-password", OWNER);
    write("tds-api/database-password", SERVICE);
    write("tds-api/webhook-key", KEY);
    write("tds-api/dashboard-password-hash", TestPassword.HASH);
    write("tds-worker/database-password", SERVICE);
    objects = render();
    podman.run("network", "create", network);
    Path bundle = Images.bundle(podman);
    podman.run(
        "run",
        "--detach",
        "--name=postgres",
        "--network=" + network,
        "--env=POSTGRES_PASSWORD_FILE=/run/secrets/superuser-password",
        "--volume=%s:/run/secrets:ro".formatted(home.resolve("tds-postgres")),
        "--volume=%s:/tds:ro".formatted(bundle.resolve("database")),
        "--volume=%s:/docker-entrypoint-initdb.d/database.sh:ro"
            .formatted(bundle.resolve("container/database")),
        Images.POSTGRES);
    await()
        .atMost(START_LIMIT)
        .until(() ->
            podman
                .tryRun("exec", "postgres", "psql", "-qX", "-h127.0.0.1", "-Utds", "-dtds", "-c;")
                .succeeded());
  }

  @AfterAll
  void end() {
    podman.clear();
  }

  @Test
  @Order(1)
  void theJobMigratesTheDatabase() {
    JsonNode job = objects("Job").getFirst();
    assertThat(run(new Pod("tds-migrate", template(job)), "--rm"))
        .contains("migration(s) were applied");
  }

  @Test
  @Order(2)
  void theDeploymentsStartAndTakeAWebhook() throws Exception {
    for (JsonNode deployment : objects("Deployment")) {
      for (int number = 1; number <= deployment.at("/spec/replicas").asInt(); number++) {
        Pod pod =
            new Pod(
                "%s-%d".formatted(deployment.at("/metadata/name").asString(), number),
                template(deployment));
        pods.add(pod);
        run(pod, "--detach");
      }
    }
    assertThat(pods).hasSize(4);
    for (Pod pod : pods) {
      await(pod.name).atMost(START_LIMIT).until(() -> answers(pod, "startupProbe"));
      await(pod.name).atMost(START_LIMIT).until(() -> answers(pod, "readinessProbe"));
      assertThat(answers(pod, "livenessProbe")).as(pod.name).isTrue();
    }
    HttpRequest call =
        HttpRequest.newBuilder(uri(pods.getFirst(), "/webhooks/items"))
            .header("Content-Type", "application/json")
            .header("X-Webhook-Key", KEY)
            .POST(
                BodyPublishers.ofString("{\"item\":{\"item_id\":\"1001\",\"name\":\"Olive oil\"}}"))
            .build();
    assertThat(http.send(call, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    await().atMost(START_LIMIT).until(() -> sql("select name from zoho.items").equals("Olive oil"));
  }

  /** Without PostgreSQL no restart helps, and no call should come. */
  @Test
  @Order(3)
  void aPodWithoutPostgresLivesAndIsNotReady() {
    podman.run("stop", "--time=30", "postgres");
    for (Pod pod : pods) {
      await(pod.name).atMost(START_LIMIT).until(() -> !answers(pod, "readinessProbe"));
      assertThat(answers(pod, "livenessProbe")).as(pod.name).isTrue();
    }
    podman.run("start", "postgres");
    for (Pod pod : pods) {
      await(pod.name).atMost(START_LIMIT).until(() -> answers(pod, "readinessProbe"));
    }
  }

  @Test
  @Order(4)
  void aPodEndsByItselfWithinItsGraceTime() {
    for (Pod pod : pods) {
      int grace = pod.spec.path("terminationGracePeriodSeconds").asInt();
      podman.run("stop", "--time=" + grace, pod.name);
      assertThat(podman.run("inspect", "--format={{.State.ExitCode}}", pod.name))
          .as(pod.name)
          .isEqualTo("143");
    }
  }

  /** As in docs/containers.md, with the names of this test. */
  private List<JsonNode> render() throws IOException {
    write(
        "kustomization.yaml",
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [%s]
        images:
          - {name: tds-core, newName: localhost/tds-core, newTag: 1.0.0}
        configMapGenerator:
          - name: tds-settings
            behavior: merge
            literals: [DATABASE_HOST=postgres]
        """
            .formatted(home.relativize(BASE)));
    Command rendered = Command.run(List.of("kubectl", "kustomize", home.toString()));
    assertThat(rendered.succeeded()).as(rendered.output()).isTrue();
    return YamlFiles.parse(rendered.output());
  }

  /**
   * Runs a pod as its manifest says. Each has one container. Podman's own {@code kube play} knows
   * neither jobs nor these kinds of volumes.
   */
  private String run(Pod pod, String... options) {
    JsonNode container = pod.container();
    JsonNode security = container.path("securityContext");
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(List.of(options));
    words.addAll(List.of("--name=" + pod.name, "--hostname=" + pod.name, "--network=" + network));
    words.add("--user=" + pod.spec.at("/securityContext/runAsUser").asString());
    words.add("--memory=" + container.at("/resources/limits/memory").asString().replace("Gi", "g"));
    words.add("--read-only=" + security.path("readOnlyRootFilesystem").asString());
    words.add("--read-only-tmpfs=false");
    if (!security.path("allowPrivilegeEscalation").asBoolean(true)) {
      words.add("--security-opt=no-new-privileges");
    }
    YamlFiles.texts(security.at("/capabilities/drop"))
        .forEach(capability -> words.add("--cap-drop=" + capability));
    YamlFiles.each(container.path("envFrom"))
        .flatMap(from -> settings(from.at("/configMapRef/name").asString()))
        .forEach(setting -> words.add("--env=" + setting));
    YamlFiles.each(container.path("env"))
        .map(variable -> variable.path("name").asString() + "=" + variable.path("value").asString())
        .forEach(variable -> words.add("--env=" + variable));
    YamlFiles.each(container.path("volumeMounts")).forEach(mount -> words.add(volume(pod, mount)));
    words.add(container.path("image").asString());
    words.addAll(YamlFiles.texts(container.path("args")));
    return podman.run(words.toArray(String[]::new));
  }

  private Stream<String> settings(String map) {
    return objects("ConfigMap").stream()
        .filter(each -> each.at("/metadata/name").asString().equals(map))
        .flatMap(each -> each.path("data").properties().stream())
        .map(entry -> entry.getKey() + "=" + entry.getValue().asString());
  }

  private String volume(Pod pod, JsonNode mount) {
    String path = mount.path("mountPath").asString();
    JsonNode volume =
        YamlFiles.each(pod.spec.path("volumes"))
            .filter(each -> each.path("name").equals(mount.path("name")))
            .findFirst()
            .orElseThrow();
    if (volume.has("emptyDir")) {
      return "--tmpfs=" + path;
    }
    String secret = volume.at("/projected/sources/0/secret/name").asString();
    return "--volume=%s:%s:ro".formatted(home.resolve(secret), path);
  }

  private List<JsonNode> objects(String kind) {
    return objects.stream().filter(each -> each.path("kind").asString().equals(kind)).toList();
  }

  private static JsonNode template(JsonNode workload) {
    return workload.at("/spec/template/spec");
  }

  /** Asks a pod what its probe asks. */
  private boolean answers(Pod pod, String probe) {
    JsonNode asked = pod.container().path(probe);
    if (asked.has("exec")) {
      Stream<String> command = YamlFiles.texts(asked.at("/exec/command")).stream();
      return podman
          .tryRun(Stream.concat(Stream.of("exec", pod.name), command).toArray(String[]::new))
          .succeeded();
    }
    try {
      URI uri = uri(pod, asked.at("/httpGet/path").asString());
      HttpRequest call = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
      return http.send(call, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI uri(Pod pod, String path) {
    String address =
        podman.run(
            "inspect",
            "--format={{(index .NetworkSettings.Networks \"%s\").IPAddress}}".formatted(network),
            pod.name);
    return URI.create("http://%s:8001%s".formatted(address, path));
  }

  private String sql(String query) {
    return podman.run(
        "exec", "postgres", "psql", "-qAtX", "-h127.0.0.1", "-Utds", "-dtds", "-c" + query);
  }

  /** Writes a file below the home, such as a key of a secret. */
  private void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private record Pod(String name, JsonNode spec) {

    JsonNode container() {
      return spec.at("/containers/0");
    }
  }
}
