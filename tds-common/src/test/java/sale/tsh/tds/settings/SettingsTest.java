package sale.tsh.tds.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Duration DAY = Duration.ofDays(1);

  private @TempDir Path folder;

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

  @ParameterizedTest
  @ValueSource(strings = {"s3cret-of-zoho", "s3cret-of-zoho\n", "s3cret-of-zoho\r\n"})
  void valueComesFromTheFileThatItsVariableNames(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), content);
    assertThat(with("KEY_FILE", file.toString()).secrets("KEY", 12, 2))
        .containsExactly("s3cret-of-zoho");
  }

  @Test
  void listIsSeparatedByCommasAndLineEnds() throws IOException {
    Path file = Files.writeString(folder.resolve("names"), "ali, sara\r\neve\n\n");
    assertThat(with("NAMES_FILE", file.toString()).texts("NAMES"))
        .containsExactly("ali", "sara", "eve");
  }

  /** Kubernetes mounts a secret as a link to a file in a folder that it replaces as a whole. */
  @Test
  void valueComesThroughALink() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "8002");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(with("PORT_FILE", link.toString()).number("PORT", 1, 0, 65_535)).isEqualTo(8_002);
  }

  @Test
  void emptyFileCountsAsNotSet() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "\n");
    assertThat(with("NAME_FILE", file.toString()).text("NAME")).isEmpty();
    assertThat(with("NAME_FILE", "").text("NAME", "other")).isEqualTo("other");
  }

  @Test
  void valueAndFileTogetherAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "hunter2");
    Settings settings = new Settings(Map.of("KEY", "hunter1", "KEY_FILE", file.toString())::get);
    assertThatThrownBy(() -> settings.text("KEY"))
        .isInstanceOf(SettingException.class)
        .hasMessage("KEY and KEY_FILE are both set: set only one");
  }

  @Test
  void fileThatCannotBeReadIsRefused() throws IOException {
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(64 * 1024 + 1));
    Path noText = Files.write(folder.resolve("noText"), new byte[] {'h', 'u', 'n', (byte) 0xff});
    for (String path :
        List.of(
            folder.resolve("missing").toString(),
            folder.toString(),
            large.toString(),
            noText.toString(),
            "/dev/zero",
            "hunter2",
            "nul\0")) {
      assertThatThrownBy(() -> with("KEY_FILE", path).text("KEY"))
          .as(path)
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "KEY_FILE must be the path of a text file of at most 64 KiB that this process can read");
    }
    Path largest = Files.writeString(folder.resolve("largest"), "x".repeat(64 * 1024));
    assertThat(with("KEY_FILE", largest.toString()).text("KEY").orElseThrow()).hasSize(64 * 1024);
  }

  @Test
  void refusalShowsNothingOfAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "hunter2");
    assertThatThrownBy(() -> with("PORT_FILE", file.toString()).number("PORT", 1, 0, 65_535))
        .isInstanceOf(SettingException.class)
        .hasMessage("The file of PORT_FILE must hold a whole number from 0 to 65535");
    assertThatThrownBy(() -> Deployment.from(with("ENVIRONMENT_FILE", file.toString())))
        .hasMessage("The file of ENVIRONMENT_FILE must hold one of local, staging, production");
  }

  private static Settings with(String name, String value) {
    return new Settings(Map.of(name, value)::get);
  }
}
