package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Checkout;

/** Checks that each alert of the catalogue has its section in {@code docs/OPERATIONS.md}. */
class AlertDocumentsTest {

  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### Alert (\\S+)$(.*?)(?=^#+ |\\z)");

  @Test
  void allAlertsAreOnInTheseTests() {
    String catalogue =
        Checkout.read("tds-common/src/main/java/sale/tsh/tds/alert/AlertCatalogue.java");
    assertThat(AllAlerts.rules()).hasSize(catalogue.split("new AlertRule\\(", -1).length - 1);
  }

  @Test
  void guideHasASectionForEachCauseAndNoOther() {
    assertThat(sections().map(section -> section.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            AllAlerts.rules().stream().map(AlertRule::cause).toList());
  }

  @Test
  void sectionNamesEachTitle() {
    assertThat(AllAlerts.rules())
        .allSatisfy(rule -> assertThat(sectionOf(rule.cause())).contains(titles(rule)));
  }

  private static List<String> titles(AlertRule rule) {
    return rule.thresholds().stream().map(threshold -> "*" + threshold.title() + "*").toList();
  }

  private static String sectionOf(String cause) {
    return sections()
        .filter(section -> section.group(1).equals(cause))
        .map(section -> section.group(2).replaceAll("\\s+", " "))
        .collect(Collectors.joining());
  }

  private static Stream<MatchResult> sections() {
    return SECTION.matcher(Checkout.read("docs/OPERATIONS.md")).results();
  }
}
