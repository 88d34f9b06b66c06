package sale.tsh.tds.local.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.testing.Checkout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares {@code deploy/container/compose.yaml} with the programs and the files beside it. */
class ComposeFileTest {

  private static final String FOLDER = "deploy/container";
  private static final JsonNode COMPOSE = YamlFiles.read(FOLDER + "/compose.yaml").getFirst();
  private static final JsonNode SERVICES = COMPOSE.path("services");

  /** A name without a registry, so that an organisation's own registry or mirror answers. */
  private static final Pattern PLAIN =
      Pattern.compile("\\$\\{[A-Z]+_IMAGE:-[a-z-]+(/[a-z-]+)?:[\\w.-]+}");

  @ParameterizedTest
  @ValueSource(strings = {"migrate", "api", "worker"})
  void programsRunWithoutRights(String name) {
    JsonNode service = SERVICES.path(name);
    assertThat(service.path("read_only").asBoolean()).isTrue();
    assertThat(YamlFiles.texts(service.path("cap_drop"))).containsExactly("ALL");
    assertThat(YamlFiles.texts(service.path("security_opt"))).contains("no-new-privileges:true");
    assertThat(service.has("mem_limit")).isTrue();
    assertThat(service.has("user")).as("the user is the image's").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"migrate", "api", "worker"})
  void everyVariableIsASettingAndNoneIsASecret(String name) {
    JsonNode environment = SERVICES.path(name).path("environment");
    assertThat(environment.isEmpty()).isFalse();
    assertThat(YamlFiles.unknownSettings(environment.propertyNames().stream())).isEmpty();
    assertThat(environment.properties())
        .filteredOn(variable -> variable.getKey().matches(".*(PASSWORD|SECRET|KEY|HASH).*"))
        .isNotEmpty()
        .allSatisfy(variable -> {
          assertThat(variable.getKey()).endsWith("_FILE");
          assertThat(variable.getValue().asString()).startsWith("/run/secrets/");
        });
  }

  @Test
  void everyImageHasAPlainNameThatCanBeReplaced() {
    assertThat(SERVICES.valueStream().map(service -> service.path("image").asString()))
        .allMatch(image -> PLAIN.matcher(image).matches());
    assertThat(Checkout.read(FOLDER + "/Containerfile").lines())
        .filteredOn(line -> line.startsWith("FROM "))
        .hasSize(3)
        .allMatch(line -> line.matches("FROM \\$\\{[A-Z]+_IMAGE}( AS \\w+)?"));
  }

  @Test
  void theBuildUsesTheImagesOfTheContainerfile() {
    String containerfile = Checkout.read(FOLDER + "/Containerfile");
    JsonNode arguments = SERVICES.at("/migrate/build/args");
    assertThat(arguments.properties())
        .hasSize(3)
        .allSatisfy(argument ->
            assertThat(
                    "${"
                        + argument.getKey()
                        + ":-"
                        + defaultOf(containerfile, argument.getKey())
                        + "}")
                .isEqualTo(argument.getValue().asString()));
  }

  @Test
  void everyMountedFileIsThere() {
    List<String> mounted =
        SERVICES
            .valueStream()
            .flatMap(service -> YamlFiles.texts(service.path("volumes")).stream())
            .map(volume -> volume.substring(0, volume.indexOf(':')))
            .toList();
    assertThat(mounted).filteredOn(each -> each.startsWith(".")).hasSizeGreaterThan(5);
    assertThat(mounted)
        .allSatisfy(each -> {
          if (each.startsWith(".")) {
            assertThat(Checkout.has(Path.of(FOLDER, each).normalize().toString())).isTrue();
          } else {
            assertThat(COMPOSE.path("volumes").has(each)).isTrue();
          }
        });
  }

  @Test
  void everySecretIsMadeBySetup() {
    String setup = Checkout.read(FOLDER + "/setup");
    Stream<String> secrets =
        SERVICES.properties().stream()
            .flatMap(service ->
                service
                    .getValue()
                    .path("environment")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(value -> value.startsWith("/run/secrets/"))
                    .map(value ->
                        folder(service.getKey()) + value.substring("/run/secrets".length())));
    assertThat(secrets)
        .hasSizeGreaterThan(8)
        .allSatisfy(secret -> assertThat(setup).contains(secret));
  }

  /** Grafana is in no package of Debian's, so its container is not run. */
  @Test
  void grafanaFindsItsDataAndItsBoard() {
    List<String> mounts = YamlFiles.texts(SERVICES.at("/grafana/volumes"));
    assertThat(mounts)
        .contains(
            "./grafana.yaml:/etc/grafana/provisioning/datasources/tds.yaml:ro",
            "./boards.yaml:/etc/grafana/provisioning/dashboards/tds.yaml:ro");

    JsonNode source = YamlFiles.read(FOLDER + "/grafana.yaml").getFirst();
    assertThat(source.path("apiVersion").asInt()).isEqualTo(1);
    assertThat(source.at("/datasources/0").propertyNames())
        .containsExactlyInAnyOrder("name", "type", "url", "isDefault");
    assertThat(source.at("/datasources/0/type").asString()).isEqualTo("prometheus");
    assertThat(source.at("/datasources/0/url").asString()).isEqualTo("http://prometheus:9090");
    assertThat(SERVICES.has("prometheus")).isTrue();

    JsonNode boards = YamlFiles.read(FOLDER + "/boards.yaml").getFirst();
    assertThat(boards.path("apiVersion").asInt()).isEqualTo(1);
    assertThat(boards.at("/providers/0/type").asString()).isEqualTo("file");
    String folder = boards.at("/providers/0/options/path").asString();
    assertThat(mounts).contains("../grafana/tds-core.json:" + folder + "/tds-core.json:ro");

    JsonNode board = new JsonMapper().readTree(Checkout.read("deploy/grafana/tds-core.json"));
    assertThat(board.at("/templating/list/0/name").asString()).isEqualTo("datasource");
    assertThat(board.at("/templating/list/0/query").asString()).isEqualTo("prometheus");
    assertThat(board.findValues("datasource"))
        .hasSizeGreaterThan(20)
        .allSatisfy(each -> {
          assertThat(each.path("type").asString()).isEqualTo("prometheus");
          assertThat(each.path("uid").asString()).isEqualTo("${datasource}");
        });
  }

  private static String folder(String service) {
    return service.equals("grafana") ? "monitoring" : service;
  }

  private static String defaultOf(String containerfile, String argument) {
    return containerfile
        .lines()
        .filter(line -> line.startsWith("ARG " + argument + "="))
        .findFirst()
        .orElseThrow()
        .substring(("ARG " + argument + "=").length());
  }
}
