package sale.tsh.tds.local.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.DebianProgram;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.DocumentedSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares {@code deploy/kubernetes} with the programs, and renders it where there is a kubectl.
 * {@code -Dkubernetes.rules=write} writes the rules of Prometheus.
 */
class KubernetesManifestsTest {

  private static final String FOLDER = "deploy/kubernetes/";
  private static final String RULES = FOLDER + "monitoring/prometheus-rule.yaml";
  private static final String SECRETS = "/run/secrets/tds";

  /** The longest that the API takes for one request, which is to read its body. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  static List<JsonNode> pods() {
    return objects().filter(each -> each.path("spec").has("template")).toList();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void everyContainerIsRestricted(JsonNode workload) {
    requireRestricted(workload);
  }

  @ParameterizedTest
  @MethodSource("pods")
  void everyVariableIsASetting(JsonNode workload) {
    JsonNode container = container(workload);
    assertThat(YamlFiles.unknownSettings(names(container.path("env")))).isEmpty();
    assertThat(YamlFiles.each(container.path("env")))
        .allSatisfy(variable -> {
          boolean file = name(variable).endsWith("_FILE");
          assertThat(variable.path("value").asString().startsWith(SECRETS + "/")).isEqualTo(file);
        });
    assertThat(YamlFiles.each(container.path("volumeMounts")))
        .anyMatch(mount -> mount.path("mountPath").asString().equals(SECRETS));
  }

  @Test
  void everySettingOfTheMapsIsKnown() {
    Map<String, String> settings = settings();
    assertThat(settings).isNotEmpty();
    assertThat(YamlFiles.unknownSettings(settings.keySet().stream())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void probesAskWhatTheProgramsAnswer(JsonNode workload) {
    JsonNode container = container(workload);
    String health =
        Checkout.read("tds-api/src/main/java/sale/tsh/tds/api/health/HealthController.java");
    String program = program(container);
    List<JsonNode> probes =
        Stream.of("startupProbe", "readinessProbe", "livenessProbe")
            .map(container::path)
            .filter(probe -> !probe.isMissingNode())
            .toList();
    assertThat(probes).hasSize(workload.path("kind").asString().equals("Job") ? 0 : 3);
    assertThat(probes)
        .allSatisfy(probe -> {
          if (probe.has("httpGet")) {
            assertThat(program).isEqualTo("api");
            assertThat(probe.path("httpGet").path("port").asString()).isEqualTo("http");
            assertThat(health)
                .contains("@GetMapping(\"%s\")".formatted(probe.at("/httpGet/path").asString()));
          } else {
            assertThat(YamlFiles.texts(probe.at("/exec/command")))
                .startsWith("/opt/tds_core/java/bin/java", "@/opt/tds_core/" + program, "health")
                .last()
                .isIn("readiness", "liveness");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("pods")
  void portsAreThoseOfTheSettings(JsonNode workload) {
    Map<String, String> expected =
        switch (component(workload)) {
          case "api" -> Map.of("http", "API_PORT", "management", "API_MANAGEMENT_PORT");
          case "worker" -> Map.of("management", "WORKER_MANAGEMENT_PORT");
          default -> Map.of();
        };
    Map<String, String> defaults = DocumentedSettings.defaults();
    assertThat(
            YamlFiles.each(container(workload).path("ports"))
                .collect(
                    Collectors.toMap(
                        KubernetesManifestsTest::name,
                        port -> port.path("containerPort").asString())))
        .isEqualTo(
            expected.entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, port -> defaults.get(port.getValue()))));
  }

  @Test
  void apiEndsWithinItsGraceTime() {
    JsonNode api = workload("api");
    int wait = container(api).at("/lifecycle/preStop/sleep/seconds").asInt();
    assertThat(wait).isPositive();
    assertThat(grace(api)).isGreaterThan(LONGEST_REQUEST.plusSeconds(wait));
  }

  /** A worker may use its grace twice: until it claims no more, and until its handlers end. */
  @Test
  void workerEndsWithinItsGraceTime() {
    Duration drain =
        new Settings(settings()::get)
            .duration(
                "WORKER_SHUTDOWN_GRACE",
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofMinutes(10));
    assertThat(grace(workload("worker"))).isGreaterThan(drain.multipliedBy(2));
  }

  /** Each program sees its own secrets only. */
  @ParameterizedTest
  @MethodSource("pods")
  void secretsAreThoseOfTheProgram(JsonNode workload) {
    assertThat(
            YamlFiles.each(workload.at("/spec/template/spec/volumes"))
                .flatMap(volume -> YamlFiles.each(volume.at("/projected/sources")))
                .map(source -> source.at("/secret/name").asString()))
        .containsExactly("tds-" + component(workload));
  }

  @Test
  void everyPolicyNamesThePodsThatItIsFor() {
    List<JsonNode> policies =
        objects().filter(each -> each.path("kind").asString().equals("NetworkPolicy")).toList();
    assertThat(policies).hasSizeGreaterThan(3);
    assertThat(policies)
        .allSatisfy(policy -> assertThat(policy.at("/spec/podSelector").isEmpty()).isFalse());
  }

  @Test
  void workersAreScaledByAGaugeThatExists() {
    JsonNode trigger =
        YamlFiles.read(FOLDER + "autoscaling/worker-scale.yaml")
            .getFirst()
            .at("/spec/triggers/0/metadata");
    assertThat(trigger.path("query").asString())
        .isEqualTo("max(tds_queue_oldest_claimable_age_seconds)");
    assertThat(Checkout.read("tds-common/src/main/java/sale/tsh/tds/metrics/QueueGauges.java"))
        .contains("\"tds.queue.oldest.claimable.age\"");
  }

  @Test
  void rulesAreThoseOfPrometheus() throws IOException {
    String rules = Checkout.read("deploy/prometheus/tds.rules.yml");
    if ("write".equals(System.getProperty("kubernetes.rules"))) {
      String head = Checkout.read(RULES).replaceFirst("(?s)(\nspec:\n).*", "$1");
      Files.writeString(Path.of("..").resolve(RULES), head + rules.replaceAll("(?m)^(?=.)", "  "));
    }
    assertThat(YamlFiles.read(RULES).getFirst().path("spec"))
        .as("write it with -Dkubernetes.rules=write")
        .isEqualTo(YamlFiles.parse(rules).getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "monitoring", "autoscaling"})
  void kubectlRendersThem(String overlay) {
    assumeThat(DebianProgram.named("kubectl")).as("the program kubectl").isPresent();
    Command rendered = Command.run(List.of("kubectl", "kustomize", "../" + FOLDER + overlay));
    assertThat(rendered.succeeded()).as(rendered.output()).isTrue();
    List<JsonNode> objects = YamlFiles.parse(rendered.output());
    List<JsonNode> workloads =
        objects.stream().filter(each -> each.path("spec").has("template")).toList();
    assertThat(workloads).hasSize(3).allSatisfy(KubernetesManifestsTest::requireRestricted);
    Set<String> maps =
        objects.stream()
            .filter(each -> each.path("kind").asString().equals("ConfigMap"))
            .map(each -> each.at("/metadata/name").asString())
            .collect(Collectors.toSet());
    assertThat(workloads)
        .allSatisfy(workload ->
            assertThat(maps)
                .contains(container(workload).at("/envFrom/0/configMapRef/name").asString()));
    assertThat(objects)
        .filteredOn(each -> each.path("kind").asString().equals("NetworkPolicy"))
        .allSatisfy(policy -> assertThat(policy.at("/spec/podSelector").isEmpty()).isFalse());
    assertThat(objects.stream().filter(KubernetesManifestsTest::isOfKubernetes))
        .allSatisfy(KubernetesManifestsTest::requireKnownMembers);
  }

  @Test
  void everyMemberIsOneOfKubernetes() {
    List<JsonNode> objects = objects().filter(KubernetesManifestsTest::isOfKubernetes).toList();
    assertThat(objects)
        .hasSizeGreaterThan(8)
        .allSatisfy(KubernetesManifestsTest::requireKnownMembers);
    JsonNode misspelt = workload("api");
    ((ObjectNode) container(misspelt).path("readinessProbe")).put("timeoutSecond", 5);
    assertThatThrownBy(() -> requireKnownMembers(misspelt))
        .hasStackTraceContaining("timeoutSecond");
  }

  /** Whether an object is of a type that each cluster has. */
  private static boolean isOfKubernetes(JsonNode object) {
    String version = object.path("apiVersion").asString();
    return version.equals("v1") || version.matches("(apps|batch|policy|networking.k8s.io)/v1");
  }

  /** By the checks of Kubernetes' own client, which refuse members that a type does not have. */
  private static void requireKnownMembers(JsonNode object) {
    try {
      Class.forName("io.kubernetes.client.openapi.models.V1" + object.path("kind").asString())
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(object.toString()));
    } catch (InvocationTargetException e) {
      throw new AssertionError(object.at("/metadata/name").asString(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** As Kubernetes' own profile "restricted" demands, and read-only, with a limit of memory. */
  private static void requireRestricted(JsonNode workload) {
    JsonNode pod = workload.at("/spec/template/spec");
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asString())
        .isEqualTo("RuntimeDefault");
    assertThat(pod.path("containers").size()).isOne();
    JsonNode container = container(workload);
    assertThat(container.path("image").asString()).startsWith("tds-core");
    JsonNode security = container.path("securityContext");
    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(YamlFiles.texts(security.at("/capabilities/drop"))).containsExactly("ALL");
    assertThat(security.path("capabilities").has("add")).isFalse();
    assertThat(container.at("/resources/limits").has("memory")).isTrue();
    assertThat(container.at("/resources/requests").has("cpu")).isTrue();
  }

  private static Stream<JsonNode> objects() {
    return Checkout.files(".yaml").stream()
        .filter(file -> file.startsWith(FOLDER))
        .flatMap(file -> YamlFiles.read(file).stream());
  }

  /** The settings of all maps together. */
  private static Map<String, String> settings() {
    return objects()
        .flatMap(each -> YamlFiles.each(each.path("configMapGenerator")))
        .flatMap(map -> YamlFiles.texts(map.path("literals")).stream())
        .map(literal -> literal.split("=", 2))
        .collect(Collectors.toMap(literal -> literal[0], literal -> literal[1]));
  }

  private static JsonNode workload(String component) {
    return pods().stream()
        .filter(each -> component(each).equals(component))
        .findFirst()
        .orElseThrow();
  }

  private static Duration grace(JsonNode workload) {
    return Duration.ofSeconds(
        workload.at("/spec/template/spec/terminationGracePeriodSeconds").asInt());
  }

  private static JsonNode container(JsonNode workload) {
    return workload.at("/spec/template/spec/containers/0");
  }

  private static String component(JsonNode workload) {
    return workload
        .at("/spec/template/metadata/labels")
        .path("app.kubernetes.io/component")
        .asString();
  }

  private static String program(JsonNode container) {
    return container.at("/args/0").asString().substring(1);
  }

  private static Stream<String> names(JsonNode list) {
    return YamlFiles.each(list).map(KubernetesManifestsTest::name);
  }

  private static String name(JsonNode object) {
    return object.path("name").asString();
  }
}
