package sale.tsh.tds.bench.measure;

import java.time.Duration;

/** Waits. */
public final class Pause {

  private Pause() {}

  public static void millis(long millis) {
    of(Duration.ofMillis(millis));
  }

  public static void of(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    }
  }
}
