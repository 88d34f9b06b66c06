package sale.tsh.tds.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZohoTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-09-04T14:22:03+0100, 2026-09-04T13:22:03Z",
    "2026-09-04T14:22:03+01:00, 2026-09-04T13:22:03Z",
    "2026-09-04T14:22:03Z, 2026-09-04T14:22:03Z",
    "2026-09-04T14:22:03.5-0730, 2026-09-04T21:52:03.5Z",
    "' 2026-09-04T14:22+0000 ', 2026-09-04T14:22:00Z",
  })
  void readsEveryOffsetThatZohoWrites(String text, Instant instant) {
    assertThat(ZohoTime.parse(text)).contains(instant);
  }

  /** Lesson 16: times without zone were compared with times with zone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-09-04T14:22:03",
        "2026-09-04",
        "",
        " ",
        "2026-02-30T10:00:00Z",
        "soon",
        "0001-01-01T00:00:00+0530",
        "9999-12-31T23:59:59-0800"
      })
  void refusesATextThatIsNoInstant(String text) {
    assertThat(ZohoTime.parse(text)).isEmpty();
  }
}
