package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import sale.tsh.tds.settings.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prometheus' rules say what the catalogue says. */
class PrometheusRulesTest {

  private static final AlertSettings DEFAULTS =
      AlertSettings.from(new Environment(Map.of("ENVIRONMENT", "production")::get));

  @ParameterizedTest(name = "{0}")
  @MethodSource("levels")
  void everyLevelOfTheCatalogueHasItsRule(String title, String cause, Level level)
      throws IOException {
    JsonNode rule =
        rules()
            .filter(each -> each.at("/annotations/title").asString().equals(title))
            .findFirst()
            .orElseThrow();

    assertThat(rule.get("expr").asString()).containsPattern(" > %.0f\\b".formatted(level.above()));
    assertThat(rule.at("/labels/severity").asString()).isEqualTo(level.severity().text());
    assertThat(rule.at("/annotations/runbook_url").asString()).isEqualTo(DEFAULTS.runbookOf(cause));
    assertThat(rule.at("/annotations/description").asString()).endsWith(level.action());
  }

  static Stream<Arguments> levels() {
    return AlertCatalogue.rules(DEFAULTS).stream()
        .flatMap(
            rule ->
                rule.levels().stream()
                    .map(level -> Arguments.of(level.title(), rule.cause(), level)));
  }

  private static Stream<JsonNode> rules() throws IOException {
    Object file = new Yaml().load(Files.readString(Path.of("../deploy/prometheus/tds.rules.yml")));
    return JsonMapper.shared()
        .<JsonNode>valueToTree(file)
        .get("groups")
        .valueStream()
        .flatMap(group -> group.get("rules").valueStream());
  }
}
