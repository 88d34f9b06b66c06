package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the table of {@code docs/reliability.md} after each drill. */
final class Report {

  private static final Path FILE = Path.of("target/reliability.md");
  private static final String HEADER =
      """
      | fault | times | acknowledged | calls that failed and were repeated | lost | doubled | longest without an acknowledgement | longest without a completed event |
      |---|--:|--:|--:|--:|--:|--:|--:|
      """;

  private static final List<Row> ROWS = new CopyOnWriteArrayList<>();

  private Report() {}

  /** Adds the row of a drill whose events have all ended. Fails if any is lost or doubled. */
  static void reckon(String fault, int times, JdbcClient jdbc, Journal journal) {
    Reckoning reckoning = Reckoning.of(jdbc, journal);
    add(
        new Row(
            fault,
            times,
            reckoning.acknowledged(),
            journal.failures(),
            reckoning.lost().size(),
            reckoning.doubled().size(),
            journal.longestPause(),
            reckoning.longestPause()));
    assertThat(journal.wrongAnswers()).as("wrong answers").isEmpty();
    reckoning.requireNothingLostOrDoubled();
  }

  private record Row(
      String fault,
      int times,
      int acknowledged,
      int failures,
      int lost,
      int doubled,
      Duration acknowledgements,
      Duration events) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %,d | %,d | %d | %d | %.1f s | %.1f s |",
          fault,
          times,
          acknowledged,
          failures,
          lost,
          doubled,
          acknowledgements.toMillis() / 1e3,
          events.toMillis() / 1e3);
    }
  }

  private static void add(Row row) {
    ROWS.add(row);
    try {
      Files.writeString(
          FILE, ROWS.stream().map(Row::toString).collect(Collectors.joining("\n", HEADER, "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
