package sale.tsh.tds.api.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.api.dashboard.layout.Format;
import sale.tsh.tds.api.dashboard.layout.HealthBand;

class SystemStatusTest {

  /** Columns: waiting, attempts a minute, success rate, dead letters, workers, band, sentence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   | 12  | 100  | 0   | 1 | NORMAL   | Flowing: 12 attempts a minute, nothing waits.
          1   | 2.5 | 95.1 | 9   | 1 | NORMAL   | Flowing: 2.5 attempts a minute, 1 event waiting, the oldest for 3 s.
          0   | 0   | 100  | 0   | 1 | NORMAL   | Idle: nothing waits; 7 attempts ended within the last hour.
          0   | 1   | 95   | 0   | 1 | WARNING  | Flowing, but 5 % of the last hour's attempts failed; 1 attempts a minute, nothing waits.
          0   | 1   | 89.9 | 60  | 1 | CRITICAL | Failing: 10.1 % of the last hour's attempts failed; 1 attempts a minute, nothing waits.
          100 | 1   | 100  | 0   | 1 | WARNING  | Behind: 1 attempts a minute, 100 events waiting, the oldest for 3 s.
          501 | 1   | 93   | 50  | 1 | CRITICAL | Behind: 1 attempts a minute, 501 events waiting, the oldest for 3 s.
          150 | 1   | 100  | 200 | 1 | CRITICAL | Flowing, but 200 dead letters need you; 1 attempts a minute, 150 events waiting, the oldest for 3 s.
          0   | 1   | 50   | 10  | 0 | CRITICAL | Stopped: no worker is alive; nothing waits.
          """)
  void statusIsTheWorstThatApplies(
      long waiting,
      double rate,
      double success,
      long dead,
      int workers,
      HealthBand band,
      String sentence) {
    SystemStatus status = SystemStatus.of(figures(waiting, 3, rate, success, dead, workers));
    assertThat(status.band()).isEqualTo(band);
    assertThat(said(status)).isEqualTo(sentence);
    assertThat(status.advice() == null).isEqualTo(band == HealthBand.NORMAL);
  }

  @Test
  void queueStandsStillWhenEventsWaitLongAndNothingEnds() {
    SystemStatus status = SystemStatus.of(figures(2, 7_500, 0, 100, 0, 1));
    assertThat(status.band()).isEqualTo(HealthBand.CRITICAL);
    assertThat(said(status))
        .isEqualTo(
            "Standing still: nothing ended within the last five minutes; 2 events waiting, the oldest for 2 h 5 min.");
    assertThat(advice(status)).contains("journalctl");
    assertThat(said(SystemStatus.of(figures(2, 299, 0, 100, 0, 1)))).startsWith("Flowing");
    assertThat(said(SystemStatus.of(figures(2, 7_500, 0.2, 100, 0, 1)))).startsWith("Flowing");
  }

  /** Somebody paused them, so they are no reason to start more workers. */
  @Test
  void eventsOfPausedKindsAreSaidAndDoNotWorsenTheStatus() {
    SystemStatus idle = SystemStatus.of(paused(figures(0, 0, 0, 100, 0, 1)));
    assertThat(idle.band()).isEqualTo(HealthBand.NORMAL);
    assertThat(said(idle))
        .isEqualTo(
            "Idle: nothing waits but 5,000 events of paused kinds; 7 attempts ended within the last hour.");
    SystemStatus flowing = SystemStatus.of(paused(figures(2, 3, 1, 100, 0, 1)));
    assertThat(flowing.band()).isEqualTo(HealthBand.NORMAL);
    assertThat(said(flowing))
        .isEqualTo(
            "Flowing: 1 attempts a minute, 2 events waiting, the oldest for 3 s, and 5,000 of paused kinds.");
  }

  @Test
  void statusNamesAnAlertThatNoFigureShows() {
    SystemStatus.StatusFigures well = figures(0, 0, 2, 100, 0, 1);
    SystemStatus status = SystemStatus.of(alarmed(well, HealthBand.CRITICAL, "Backup Too Old"));
    assertThat(status.band()).isEqualTo(HealthBand.CRITICAL);
    assertThat(said(status))
        .isEqualTo("Alert: Backup Too Old; 2 attempts a minute, nothing waits.");
    assertThat(said(SystemStatus.of(alarmed(well, HealthBand.NORMAL, "Event Kind Paused"))))
        .startsWith("Flowing");
    assertThat(
            said(
                SystemStatus.of(
                    alarmed(
                        figures(501, 3, 2, 100, 0, 1),
                        HealthBand.CRITICAL,
                        "Queue Backlog Critical"))))
        .as("of two as bad, the figure")
        .startsWith("Behind");
  }

  /** Workers then write no heartbeat and no attempt ends, but neither is the cause. */
  @Test
  void statusNamesAReadOnlyDatabaseBeforeItsConsequences() {
    SystemStatus status =
        SystemStatus.of(
            new SystemStatus.StatusFigures(true, 2, 7_500, 0, 0, 7, 100, 0, 0, List.of()));
    assertThat(status.band()).isEqualTo(HealthBand.CRITICAL);
    assertThat(said(status))
        .isEqualTo(
            "Read-only: the database takes no writes, so webhooks are not accepted and no event runs; 2 events waiting, the oldest for 2 h 5 min.");
    assertThat(advice(status)).contains("pg_is_in_recovery()", "default_transaction_read_only");
  }

  private static String said(SystemStatus status) {
    return Format.ENGLISH.say(status.word()) + Format.ENGLISH.say(status.sentence());
  }

  private static String advice(SystemStatus status) {
    return Format.ENGLISH.say(Objects.requireNonNull(status.advice()));
  }

  private static SystemStatus.StatusFigures figures(
      long waiting, double oldest, double rate, double success, long dead, int workers) {
    return new SystemStatus.StatusFigures(
        false, waiting, oldest, 0, rate, 7, success, dead, workers, List.of());
  }

  private static SystemStatus.StatusFigures paused(SystemStatus.StatusFigures figures) {
    return with(figures, 5_000, List.of());
  }

  private static SystemStatus.StatusFigures alarmed(
      SystemStatus.StatusFigures figures, HealthBand band, String title) {
    return with(figures, 0, List.of(new SystemStatus.Alarm(band, title)));
  }

  private static SystemStatus.StatusFigures with(
      SystemStatus.StatusFigures figures, long paused, List<SystemStatus.Alarm> alerts) {
    return new SystemStatus.StatusFigures(
        figures.readOnly(),
        figures.waiting(),
        figures.oldestSeconds(),
        paused,
        figures.perMinute(),
        figures.ended(),
        figures.successPercent(),
        figures.deadLetters(),
        figures.workers(),
        alerts);
  }
}
