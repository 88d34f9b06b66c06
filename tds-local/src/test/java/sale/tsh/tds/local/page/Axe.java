package sale.tsh.tds.local.page;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What axe-core finds in a page that keeps somebody from using it. */
public final class Axe {

  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private Axe() {}

  /**
   * The serious and critical violations, one per rule, each with the elements and what is wrong.
   */
  public static List<String> violations(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(Axe::text)
            .toList();
  }

  private static String text(Rule rule) {
    return rule.getNodes().stream()
        .map(node -> "\n  " + node.getHtml() + "\n    " + node.getFailureSummary())
        .collect(
            Collectors.joining(
                "", "%s %s: %s".formatted(rule.getImpact(), rule.getId(), rule.getHelp()), ""));
  }
}
