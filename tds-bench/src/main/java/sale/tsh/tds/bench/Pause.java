package sale.tsh.tds.bench;

import java.time.Duration;

/** Waiting, of which a benchmark does much. */
final class Pause {

  private Pause() {}

  static void millis(long millis) {
    of(Duration.ofMillis(millis));
  }

  static void of(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    }
  }
}
