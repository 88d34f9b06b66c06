package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.Checkout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares Prometheus' rules with the catalogue of alerts. */
class PrometheusRulesTest {

  private static final String FILE = "deploy/prometheus/tds.rules.yml";
  private static final Pattern OFF = Pattern.compile("(?m)^ *# +title: (.+)$");

  private static final AlertSettings DEFAULTS =
      AlertSettings.from(new Settings(Map.of("ENVIRONMENT", "production")::get));

  @ParameterizedTest(name = "{0}")
  @MethodSource("thresholds")
  void everyThresholdOfTheCatalogueHasItsRule(String title, String cause, Threshold threshold) {
    JsonNode rule =
        alerts()
            .filter(each -> each.at("/annotations/title").asString().equals(title))
            .findFirst()
            .orElseThrow();

    assertThat(rule.get("expr").asString())
        .containsPattern(" > %.0f\\b".formatted(threshold.above()));
    assertThat(rule.at("/labels/severity").asString()).isEqualTo(threshold.severity().text());
    assertThat(rule.at("/annotations/runbook_url").asString()).isEqualTo(DEFAULTS.runbookOf(cause));
    assertThat(rule.at("/annotations/description").asString()).endsWith(threshold.action());
  }

  /** Its rule is a comment, for operators who set what the alert needs. */
  @Test
  void alertThatIsOffByDefaultHasARuleThatIsOff() {
    List<String> on = titles(AlertCatalogue.rules(DEFAULTS));
    List<String> off =
        titles(AllAlerts.rules()).stream().filter(each -> !on.contains(each)).toList();
    assertThat(OFF.matcher(Checkout.read(FILE)).results().map(title -> title.group(1)))
        .containsExactlyElementsOf(off);
  }

  @Test
  void everyRuleHasATitleOfTheCatalogue() {
    assertThat(alerts().map(rule -> rule.at("/annotations/title").asString()))
        .isSubsetOf(titles(AllAlerts.rules()));
  }

  static Stream<Arguments> thresholds() {
    return AlertCatalogue.rules(DEFAULTS).stream()
        .flatMap(rule ->
            rule.thresholds().stream()
                .map(threshold -> Arguments.of(threshold.title(), rule.cause(), threshold)));
  }

  private static List<String> titles(List<AlertRule> rules) {
    return rules.stream()
        .flatMap(rule -> rule.thresholds().stream())
        .map(Threshold::title)
        .toList();
  }

  /** The rules for the alerts that TDS Core raises itself. */
  private static Stream<JsonNode> alerts() {
    Object file = new Yaml().load(Checkout.read(FILE));
    return JsonMapper.shared()
        .<JsonNode>valueToTree(file)
        .get("groups")
        .valueStream()
        .filter(group -> group.get("name").asString().equals("tds-alerts"))
        .flatMap(group -> group.get("rules").valueStream())
        .filter(rule -> rule.has("alert"));
  }
}
