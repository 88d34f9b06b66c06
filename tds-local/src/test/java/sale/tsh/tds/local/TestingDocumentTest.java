package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Checkout;

/** Compares the test classes with the table of {@code docs/testing.md}. */
class TestingDocumentTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (\\w+) \\|");
  private static final Pattern TAG = Pattern.compile("(?m)^@Tag\\(\"(\\w+)\"\\)");
  private static final Pattern TEST = Pattern.compile("@(Parameterized)?Test\\b");

  @Test
  void theTableNamesEachTestClassWithItsGroup() {
    assertThat(
            ROW.matcher(Checkout.read("docs/testing.md"))
                .results()
                .collect(sortedMap(row -> row.group(1), row -> row.group(2))))
        .isEqualTo(
            tests().collect(sortedMap(TestingDocumentTest::name, TestingDocumentTest::group)));
  }

  /** Another class running at the same time would write into the captured output. */
  @Test
  void testsThatCaptureTheOutputRunAlone() {
    assertThat(tests().filter(source -> Checkout.read(source).contains("CapturedOutput ")))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(Checkout.read(source)).contains("@Isolated("));
  }

  private static Stream<String> tests() {
    return Checkout.files("Test.java", "IT.java").stream()
        .filter(source -> source.contains("/src/test/java/"))
        .filter(source -> TEST.matcher(Checkout.read(source)).find());
  }

  private static <T> Collector<T, ?, ? extends Map<String, String>> sortedMap(
      Function<T, String> key, Function<T, String> value) {
    return Collectors.toMap(
        key,
        value,
        (one, other) -> {
          throw new AssertionError("two classes have one name");
        },
        TreeMap::new);
  }

  /** The name of the class, without the common package. */
  private static String name(String source) {
    return source
        .replaceFirst(".*/sale/tsh/tds/", "")
        .replaceFirst("\\.java$", "")
        .replace('/', '.');
  }

  /** The group of a class. A class without a tag runs in every build. */
  private static String group(String source) {
    var tag = TAG.matcher(Checkout.read(source));
    return tag.find() ? tag.group(1) : "verify";
  }
}
