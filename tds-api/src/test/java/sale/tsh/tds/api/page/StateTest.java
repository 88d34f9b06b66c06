package sale.tsh.tds.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateTest {

  /** Waiting, a minute, success, dead, workers. */
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
  void theWorstThatHoldsIsSaid(
      long waiting, double rate, double success, long dead, int workers, Band band, String said) {
    State state = State.of(figures(waiting, 3, rate, success, dead, workers));
    assertThat(state.band()).isEqualTo(band);
    assertThat(state.word() + state.sentence()).isEqualTo(said);
    assertThat(state.advice() == null).isEqualTo(band == Band.NORMAL);
  }

  @Test
  void whatWaitsLongWhileNothingEndsStandsStill() {
    State state = State.of(figures(2, 7_500, 0, 100, 0, 1));
    assertThat(state.band()).isEqualTo(Band.CRITICAL);
    assertThat(state.word() + state.sentence())
        .isEqualTo(
            "Standing still: nothing ended within the last five minutes; 2 events waiting, the oldest for 2 h 5 min.");
    assertThat(state.advice()).contains("journalctl");
    assertThat(State.of(figures(2, 299, 0, 100, 0, 1)).word()).isEqualTo("Flowing");
    assertThat(State.of(figures(2, 7_500, 0.2, 100, 0, 1)).word()).isEqualTo("Flowing");
  }

  @Test
  void whatWaitsMayBeOfAPausedKind() {
    State.Figures behind = figures(700, 3, 1, 100, 0, 1);
    assertThat(State.of(paused(behind)).advice()).contains("resume contact, item").contains("Else");
    State still = State.of(paused(figures(2, 7_500, 0, 100, 0, 1)));
    assertThat(still.band()).isEqualTo(Band.WARNING);
    assertThat(still.advice()).contains("resume contact, item").contains("journalctl");
  }

  @Test
  void anAlertThatNoFigureTellsIsSaid() {
    State.Figures well = figures(0, 0, 2, 100, 0, 1);
    State state = State.of(alarmed(well, Band.CRITICAL, "Backup Too Old"));
    assertThat(state.band()).isEqualTo(Band.CRITICAL);
    assertThat(state.word() + state.sentence())
        .isEqualTo("Alert: Backup Too Old; 2 attempts a minute, nothing waits.");
    assertThat(State.of(alarmed(well, Band.NORMAL, "Event Kind Paused")).word())
        .isEqualTo("Flowing");
    assertThat(
            State.of(
                    alarmed(figures(501, 3, 2, 100, 0, 1), Band.CRITICAL, "Queue Backlog Critical"))
                .word())
        .as("of two as bad, the figure")
        .isEqualTo("Behind");
  }

  private static State.Figures figures(
      long waiting, double oldest, double rate, double success, long dead, int workers) {
    return new State.Figures(
        waiting, oldest, rate, 7, success, dead, workers, List.of(), List.of());
  }

  private static State.Figures paused(State.Figures figures) {
    return with(figures, List.of("contact", "item"), List.of());
  }

  private static State.Figures alarmed(State.Figures figures, Band band, String title) {
    return with(figures, List.of(), List.of(new State.Alarm(band, title)));
  }

  private static State.Figures with(
      State.Figures figures, List<String> paused, List<State.Alarm> alerts) {
    return new State.Figures(
        figures.waiting(),
        figures.oldestSeconds(),
        figures.perMinute(),
        figures.ended(),
        figures.successPercent(),
        figures.deadLetters(),
        figures.workers(),
        paused,
        alerts);
  }
}
