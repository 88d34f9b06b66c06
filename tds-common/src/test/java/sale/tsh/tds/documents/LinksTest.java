package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;

/** Checks that everything a Markdown document refers to exists. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern TEST = Pattern.compile("`([A-Z][a-z]\\w*(?:Test|IT))(?:\\.\\w+)?`");
  private static final Pattern COMMAND = Pattern.compile("-D(?:it\\.)?test='?([\\w,#*/]+)");
  private static final Set<String> CLASSES = Checkout.classes();

  static Set<String> documents() {
    return Checkout.files(".md");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFileAndAHeading(String document) {
    Stream<String> links =
        LINK.matcher(Checkout.read(document))
            .results()
            .filter(link -> !link.group(1).contains("://"))
            .filter(link -> !leadsSomewhere(document, link))
            .map(MatchResult::group);
    assertThat(links).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyNamedTestExists(String document) {
    assertThat(
            TEST.matcher(Checkout.read(document))
                .results()
                .map(test -> test.group(1))
                .filter(test -> !CLASSES.contains(test)))
        .isEmpty();
  }

  /** A class, or a class and one of its methods. Patterns are not checked. */
  @ParameterizedTest
  @MethodSource("documents")
  void everyTestOfACommandExists(String document) {
    Stream<String> tests =
        COMMAND
            .matcher(Checkout.read(document))
            .results()
            .flatMap(command -> Stream.of(command.group(1).split(",")))
            .filter(test -> !test.contains("*"))
            .filter(test -> !exists(test));
    assertThat(tests).isEmpty();
  }

  private static boolean exists(String test) {
    String[] classAndMethod = test.split("#", 2);
    return Checkout.files("/" + classAndMethod[0] + ".java").stream()
        .anyMatch(file ->
            classAndMethod.length == 1
                || Checkout.read(file).contains("void " + classAndMethod[1] + "("));
  }

  private static boolean leadsSomewhere(String document, MatchResult link) {
    String file =
        link.group(1).isEmpty()
            ? document
            : Path.of(document).resolveSibling(link.group(1)).normalize().toString();
    return Checkout.has(file)
        && (link.group(2) == null
            || new Markdown(Checkout.read(file)).anchors().contains(link.group(2)));
  }
}
