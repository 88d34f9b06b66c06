package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;

/**
 * Checks that each section of the operations guide that comments cite exists. Comments cite the
 * address of a section, or the path and the headings in quotes.
 */
class GuideCitationsTest {

  private static final Markdown GUIDE = new Markdown(Checkout.read("docs/OPERATIONS.md"));

  private static final Pattern ADDRESS = Pattern.compile("OPERATIONS\\.md#([a-z][\\w-]*)");

  /** One heading or more. A text in a script has a backslash before the quotes. */
  private static final Pattern PATH =
      Pattern.compile("docs/OPERATIONS\\.md,( \\\\?\"[^\"]+\"(?:(?:,| and) \\\\?\"[^\"]+\")*)");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]+)\\\\?\"");

  /** A citation without the path: the guide by another name, and a heading in quotes. */
  private static final Pattern VAGUE = Pattern.compile("(?i)guide'{1,2}s \\\\?\"");

  /** The beginnings of a comment's next line. */
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*(?:\\*|//|--|#)? *");

  @Test
  void everyCitedAddressIsThatOfASection() {
    assertThat(citations(ADDRESS, address -> !GUIDE.anchors().contains(address.group(1))))
        .isEmpty();
  }

  @Test
  void everyCitedHeadingExists() {
    assertThat(citations(PATH, headings -> !isEachThere(headings.group(1)))).isEmpty();
  }

  @Test
  void citationsAreFound() {
    assertThat(citations(ADDRESS, all -> true)).hasSizeGreaterThan(10);
    assertThat(citations(PATH, all -> true)).hasSizeGreaterThan(10);
  }

  /** V1 is applied in databases and stays as it is. V7 replaces its comments there. */
  @Test
  void noSectionIsCitedWithoutThePath() {
    assertThat(citations(VAGUE, all -> true))
        .allMatch(citation -> citation.contains("/V1__queue.sql: "));
  }

  private static boolean isEachThere(String headings) {
    return QUOTED
        .matcher(headings)
        .results()
        .allMatch(heading -> GUIDE.headings().contains(heading.group(1)));
  }

  private static List<String> citations(Pattern pattern, Predicate<MatchResult> wanted) {
    List<String> citations = new ArrayList<>();
    for (String file : files()) {
      LINE_BREAK
          .matcher(Checkout.read(file))
          .replaceAll(" ")
          .transform(text -> pattern.matcher(text).results())
          .filter(wanted)
          .forEach(citation -> citations.add(file + ": " + citation.group()));
    }
    return citations;
  }

  private static List<String> files() {
    Set<String> texts =
        Checkout.files(
            ".java",
            ".sql",
            ".md",
            ".yml",
            ".yaml",
            ".json",
            ".html",
            ".js",
            ".css",
            ".sh",
            ".conf",
            ".example",
            ".service",
            ".timer",
            ".socket");
    Stream<String> scripts =
        Stream.of("deploy/bin/tds-backup", "deploy/bin/tds-run", "deploy/test/server-check");
    return Stream.concat(texts.stream(), scripts)
        .filter(file -> !file.endsWith("/GuideCitationsTest.java"))
        .toList();
  }
}
