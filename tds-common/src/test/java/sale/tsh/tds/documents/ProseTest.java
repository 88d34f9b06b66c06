package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentences are short, and use today's words. {@code CONTRIBUTING.md} has the rules. */
class ProseTest {

  private static final List<Sentence> SENTENCES =
      Prose.files().stream().flatMap(file -> Prose.of(file).stream()).toList();

  @Test
  void findsTheSentencesOfEveryKindOfFile() {
    assertThat(SENTENCES).hasSizeGreaterThan(4_000);
    assertThat(SENTENCES.stream().map(each -> each.file().replaceAll(".*[./]", "")).distinct())
        .contains("md", "java", "sql", "html", "js", "css", "yaml", "service", "run");
  }

  @Test
  void noSentenceIsTooLong() {
    assertThat(SENTENCES.stream().filter(each -> each.words() > Sentence.MAX_WORDS)).isEmpty();
  }

  @Test
  void nineInTenHaveAtMost24Words() {
    assertThat(Prose.percentile(SENTENCES, 90)).isLessThan(25);
  }

  @Test
  void fewerThanAQuarterAreJoinedByAColonOrSemicolon() {
    long joined = SENTENCES.stream().filter(Sentence::isJoined).count();
    assertThat(100.0 * joined / SENTENCES.size()).isLessThan(25);
  }

  @Test
  void noWordIsUnusual() {
    assertThat(SENTENCES.stream().filter(each -> !each.unusual().isEmpty())).isEmpty();
  }

  @Test
  void countsWordsAndFindsJoints() {
    List<Sentence> two =
        Sentence.of("a.md", 1, "One claims: the rest waits; so it is. It ends.").toList();
    assertThat(two).hasSize(1);
    assertThat(two.getFirst().words()).isEqualTo(8);
    assertThat(two.getFirst().isJoined()).isTrue();
  }
}
