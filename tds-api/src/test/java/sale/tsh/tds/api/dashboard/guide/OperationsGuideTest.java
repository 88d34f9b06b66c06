package sale.tsh.tds.api.dashboard.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;

/** The guide's file becomes a page whose links all lead somewhere. */
class OperationsGuideTest {

  private static final Pattern ADDRESS = Pattern.compile("href=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile("<h[1-6] id=\"([^\"]+)\"");

  private final OperationsGuide guide = new OperationsGuide();

  @Test
  void everyHeadingOfTheFileIsAnAnchor() {
    Set<String> anchors = found(ANCHOR);
    assertThat(anchors).isEqualTo(guide.sections().keySet());
    assertThat(anchors)
        .containsExactlyInAnyOrderElementsOf(
            Set.copyOf(new Markdown(Checkout.read("docs/OPERATIONS.md")).anchors()));
  }

  @Test
  void everyLinkStaysInTheGuideOrLeavesThisSite() {
    Set<String> anchors = found(ANCHOR);
    assertThat(found(ADDRESS))
        .isNotEmpty()
        .allSatisfy(address -> {
          if (!address.startsWith("https://")) {
            assertThat(address).startsWith("view/guide#");
            assertThat(anchors).contains(address.substring("view/guide#".length()));
          }
        });
  }

  @Test
  void aSectionEndsAtTheNextHeading() {
    OperationsGuide small =
        new OperationsGuide(
            "# A\n\nfirst [x](other.md) [y](#b-c)\n\n## B `c`\n\nsecond\n\n### D\n");
    assertThat(small.section("a")).isEqualTo("<p>first x <a href=\"view/guide#b-c\">y</a></p>\n");
    assertThat(small.section("b-c")).isEqualTo("<p>second</p>\n");
    assertThat(small.section("d")).isEmpty();
    assertThat(small.section("e")).isNull();
  }

  /** The page's content policy is the second line of defence. */
  @Test
  void htmlInTheFileIsText() {
    assertThat(new OperationsGuide("<script>x</script>\n\na <b>c</b>").html())
        .doesNotContain("<script>", "<b>");
  }

  private Set<String> found(Pattern pattern) {
    return pattern
        .matcher(guide.html())
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }
}
