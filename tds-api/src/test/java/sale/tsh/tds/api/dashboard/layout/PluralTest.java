package sale.tsh.tds.api.dashboard.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralTest {

  private static final Format ARABIC = Format.of(Locale.of("ar"));

  /** The samples of CLDR. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0     , ZERO , OTHER
          1     , ONE  , ONE
          2     , TWO  , OTHER
          3     , FEW  , OTHER
          10    , FEW  , OTHER
          11    , MANY , OTHER
          99    , MANY , OTHER
          100   , OTHER, OTHER
          102   , OTHER, OTHER
          103   , FEW  , OTHER
          110   , FEW  , OTHER
          111   , MANY , OTHER
          1001  , OTHER, OTHER
          10003 , FEW  , OTHER
          """)
  void numberDecidesTheForm(long number, Plural arabic, Plural english) {
    assertThat(Plural.of(Locale.of("ar"), number)).isEqualTo(arabic);
    assertThat(Plural.of(Locale.ENGLISH, number)).isEqualTo(english);
  }

  @Test
  void eachLanguageCountsInItsOwnForms() {
    assertThat(Format.ENGLISH.count(1, "event")).isEqualTo("1 event");
    assertThat(Format.ENGLISH.count(1_200, "event")).isEqualTo("1,200 events");
    assertThat(ARABIC.count(2, "event")).isEqualTo("حدثان");
    assertThat(ARABIC.count(7, "event")).isEqualTo("7 أحداث");
    assertThat(ARABIC.count(1_211, "event")).isEqualTo("1,211 حدثًا");
    assertThat(ARABIC.count(1_200, "event")).isEqualTo("1,200 حدث");
  }

  /** A name from left to right would else turn the words after it. */
  @Test
  void textInAnArabicPhraseIsIsolated() {
    assertThat(ARABIC.say(Phrase.of("timeline.as", "host-1\u202e"))).contains("\u2068host-1\u2069");
    assertThat(Format.ENGLISH.say(Phrase.of("timeline.as", "host-1"))).isEqualTo("as host-1");
  }
}
