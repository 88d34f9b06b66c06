package sale.tsh.tds.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @CsvSource({"60, 60000", "500ms, 500", "30s, 30000", "5m, 300000", "2h, 7200000", "0.2, 200"})
  void durationsHaveUnits(String text, long millis) {
    assertThat(with("WAIT", text).duration("WAIT", DAY, Duration.ZERO, DAY)).hasMillis(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "5 minutes", "2d", "1e3"})
  void refusalOfADurationNamesTheVariable(String text) {
    assertThatThrownBy(() -> with("WAIT", text).duration("WAIT", DAY, Duration.ZERO, DAY))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "WAIT is \"%s\" but must be a time from 0s to 1d, such as 500ms, 30s or 5m", text);
  }

  @Test
  void listOfDurationsIsRead() {
    assertThat(
            with("RETRY_DELAYS", "60, 300,900")
                .durations("RETRY_DELAYS", List.of(), Duration.ZERO, DAY))
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));
  }

  @Test
  void listWithoutEntriesIsRefused() {
    assertThatThrownBy(() -> with("WAITS", " , ").durations("WAITS", List.of(), Duration.ZERO, DAY))
        .isInstanceOf(SettingException.class)
        .hasMessage("WAITS is \",\" but must be one or more times separated by commas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten", "0", "201", "1.5", "99999999999"})
  void numberOutOfRangeIsRefused(String text) {
    assertThatThrownBy(
            () -> with("WORKER_CONCURRENCY", text).number("WORKER_CONCURRENCY", 5, 1, 200))
        .isInstanceOf(SettingException.class)
        .hasMessage("WORKER_CONCURRENCY is \"%s\" but must be a whole number from 1 to 200", text);
  }

  /** A .env may contain NAME= with nothing after it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void emptyValueCountsAsNotSet(String text) {
    assertThat(with("NAME", text).text("NAME", "other")).isEqualTo("other");
    assertThat(with("NAME", text).number("NAME", 7, 1, 9)).isEqualTo(7);
  }

  @Test
  void refusalNamesTheChoices() {
    assertThatThrownBy(() -> Deployment.from(with("ENVIRONMENT", "prod")))
        .isInstanceOf(SettingException.class)
        .hasMessage("ENVIRONMENT is \"prod\" but must be one of local, staging, production");
    assertThat(Deployment.from(with("ENVIRONMENT", "Production"))).isEqualTo(Deployment.PRODUCTION);
  }

  @Test
  void refusalShowsNoSecret() {
    assertThatThrownBy(() -> with("KEY", "hunter2").secrets("KEY", 12, 2))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("KEY must be at most 2 secrets of 12 to 200 characters")
        .hasMessageNotContaining("hunter2");
  }

  private static Settings with(String name, String value) {
    return new Settings(Map.of(name, value)::get);
  }
}
