package sale.tsh.tds.local.page;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Collectors;

/** What axe-core finds in a page against WCAG 2.2 at level AA, and against good practice. */
public final class Axe {

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private Axe() {}

  /** The violations, one per rule, each with the elements and what is wrong. */
  public static List<String> violations(Page page) {
    AxeRunOptions options = new AxeRunOptions();
    // Axe would describe each element that passes, which takes longer than to check it.
    options.setResultTypes(List.of("violations"));
    return new AxeBuilder(page)
            .options(options)
            .withTags(RULES)
            // Otherwise each check opens one more page. Only frames would need it, and there are
            // none.
            .setLegacyMode(true)
            .analyze()
            .getViolations()
            .stream()
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
