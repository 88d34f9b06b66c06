package sale.tsh.tds.api.dashboard.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;

/**
 * Each view is in the navigation, in {@code docs/OPERATIONS.md} and in the walk of {@code
 * DashboardPageIT} with a browser.
 */
class ViewsTest {

  private static final Pattern ROUTE = Pattern.compile("@GetMapping\\(\"/dashboard/view/([a-z-]+)");
  private static final Pattern LINK =
      Pattern.compile(
          "<a href=\"(?:\\./|view/([a-z-]+))\" th:attr=\"aria-current[^>]*>([^<]+)</a>");
  private static final Pattern WALK =
      Pattern.compile("(?s)void eachViewIsFlawlessInAnySizeColourAndDirection.*?\\n  }\\n");
  private static final Pattern VISITED = Pattern.compile("\"view/([a-z-]+)");

  /** Rows of other views, or the field in the bar, lead to these views. */
  private static final Set<String> NOT_IN_NAVIGATION =
      Set.of("records", "bulk", "alerts", "search");

  @Test
  void everyViewIsInTheNavigation() {
    Set<String> views = views();
    views.removeAll(NOT_IN_NAVIGATION);
    assertThat(views).isNotEmpty();
    assertThat(navigation().stream().map(link -> link.group(1)).filter(view -> view != null))
        .containsExactlyInAnyOrderElementsOf(views);
  }

  @Test
  void theGuideExplainsTheNavigation() {
    Markdown guide = new Markdown(Checkout.read("docs/OPERATIONS.md")).section("The dashboard");
    assertThat(guide.rows().stream().map(List::getFirst))
        .isEqualTo(navigation().stream().map(link -> link.group(2)).toList());
  }

  @Test
  void theWalkWithABrowserVisitsEveryView() {
    String walk =
        WALK.matcher(
                Checkout.read(
                    "tds-local/src/test/java/sale/tsh/tds/local/page/DashboardPageIT.java"))
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow();
    assertThat(VISITED.matcher(walk).results().map(view -> view.group(1)).toList())
        .containsAll(views());
  }

  /** The first part of each address below {@code /dashboard/view}. */
  private static Set<String> views() {
    return Checkout.files(".java").stream()
        .filter(file -> file.startsWith("tds-api/src/main/"))
        .flatMap(file -> ROUTE.matcher(Checkout.read(file)).results())
        .map(route -> route.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<MatchResult> navigation() {
    return LINK.matcher(
            Checkout.read(
                "tds-api/src/main/resources/sale/tsh/tds/api/dashboard/layout/layout.html"))
        .results()
        .toList();
  }
}
