package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;

/** {@code docs/glossary.md} explains each word once and names types that exist. */
class GlossaryTest {

  private static final List<List<String>> ROWS =
      new Markdown(Checkout.read("docs/glossary.md")).rows();

  @Test
  void eachTypeIsInTheSources() {
    List<String> types =
        ROWS.stream().flatMap(cells -> Markdown.code(cells.get(2)).stream()).toList();
    assertThat(types).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    Set<String> classes = Checkout.classes();
    assertThat(types).allMatch(classes::contains);
  }

  @Test
  void noWordIsExplainedTwice() {
    Stream<String> words = ROWS.stream().flatMap(cells -> Stream.of(cells.get(0).split(", ")));
    assertThat(words).doesNotHaveDuplicates();
  }

  @Test
  void eachWordHasAMeaning() {
    assertThat(ROWS).allMatch(cells -> cells.size() == 3 && !cells.get(1).isBlank());
  }
}
