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
          0   | 12  | 100  | 0   | 1 | NORMAL   | Flowing: 12 events a minute, nothing waits.
          1   | 2.5 | 95.1 | 9   | 1 | NORMAL   | Flowing: 2.5 events a minute, 1 event waiting, the oldest for 3 s.
          0   | 0   | 100  | 0   | 1 | NORMAL   | Idle: nothing waits; 7 attempts ended within the last hour.
          0   | 1   | 95   | 0   | 1 | WARNING  | Flowing, but 5 % of the last hour's attempts failed; 1 events a minute, nothing waits.
          0   | 1   | 89.9 | 60  | 1 | CRITICAL | Failing: 10.1 % of the last hour's attempts failed; 1 events a minute, nothing waits.
          100 | 1   | 100  | 0   | 1 | WARNING  | Behind: 1 events a minute, 100 events waiting, the oldest for 3 s.
          501 | 1   | 93   | 50  | 1 | CRITICAL | Behind: 1 events a minute, 501 events waiting, the oldest for 3 s.
          150 | 1   | 100  | 200 | 1 | CRITICAL | Flowing, but 200 dead letters need you; 1 events a minute, 150 events waiting, the oldest for 3 s.
          0   | 1   | 50   | 10  | 0 | CRITICAL | Stopped: no worker is alive; nothing waits.
          """)
  void theWorstThatHoldsIsSaid(
      long waiting, double rate, double success, long dead, int workers, Band band, String said) {
    State state = State.of(figures(waiting, rate, success, dead, workers, List.of()));
    assertThat(state.band()).isEqualTo(band);
    assertThat(state.word() + state.sentence()).isEqualTo(said);
    assertThat(state.advice() == null).isEqualTo(band == Band.NORMAL);
  }

  @Test
  void aBacklogOfAPausedKindIsNoLackOfWorkers() {
    State state = State.of(figures(700, 1, 100, 0, 1, List.of("contact", "item")));
    assertThat(state.advice()).contains("resume contact, item").doesNotContain("WORKER");
  }

  private static State.Figures figures(
      long waiting, double rate, double success, long dead, int workers, List<String> paused) {
    return new State.Figures(waiting, 3, rate, 7, success, dead, workers, paused);
  }
}
