package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Checkout;

/** Compares {@code docs/lessons.md} with the tests that cite it. */
class LessonsTest {

  private static final Pattern LESSON = Pattern.compile("(?ms)^(\\d+)\\. (.*?)(?=^\\d+\\. |\\z)");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  /** The number may stand on the next line of a comment. */
  private static final Pattern CITATION = Pattern.compile("Lesson[\\s*#]+(\\d+)");

  @Test
  void lessonsAreNumberedFromOneOn() {
    Set<Integer> numbers = documented().keySet();
    assertThat(numbers)
        .isNotEmpty()
        .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().collect(Collectors.toSet()));
  }

  @Test
  void eachLessonNamesTheTestsThatCiteIt() {
    assertThat(documented()).isEqualTo(citedBy(Checkout.files("Test.java", "IT.java")));
  }

  @Test
  void everyCitedLessonExists() {
    Set<String> texts =
        Checkout.files(".java", ".sql", ".md", ".yml", ".yaml", ".html", ".js", ".sh", "-check");
    assertThat(documented().keySet()).containsAll(citedBy(texts).keySet());
  }

  private static Map<Integer, Set<String>> documented() {
    Map<Integer, Set<String>> lessons = new TreeMap<>();
    LESSON
        .matcher(Checkout.read("docs/lessons.md"))
        .results()
        .forEach(lesson ->
            lessons.put(
                Integer.valueOf(lesson.group(1)),
                TEST.matcher(lesson.group(2))
                    .results()
                    .map(test -> test.group(1))
                    .collect(Collectors.toCollection(TreeSet::new))));
    return lessons;
  }

  private static Map<Integer, Set<String>> citedBy(Set<String> files) {
    Map<Integer, Set<String>> classes = new TreeMap<>();
    for (String file : files) {
      CITATION
          .matcher(Checkout.read(file))
          .results()
          .forEach(citation ->
              classes
                  .computeIfAbsent(Integer.valueOf(citation.group(1)), number -> new TreeSet<>())
                  .add(Checkout.className(file)));
    }
    return classes;
  }
}
