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
      Thread.currentThread().interrupt();
      throw new BenchProblem("Interrupted", e);
    }
  }
}
