package sale.tsh.tds.bench;

import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/** A young process compiles as it goes: work is repeated, unmeasured, until it gets no faster. */
final class WarmUp {

  /** So much is more than chance. */
  private static final double GROWTH = 1.05;

  private static final int TRIES = 5;
  private static final Duration CALLS = Duration.ofSeconds(1);

  private WarmUp() {}

  /** Repeats calls, measured for a second each time. */
  static void withCalls(Function<Duration, Map<String, Double>> calls, Duration longest) {
    with(() -> calls.apply(CALLS).get(Figures.RATE), longest);
  }

  /**
   * Repeats work that returns its rate until that has not grown five times in a row, or time is up.
   */
  static void with(DoubleSupplier work, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    double best = 0;
    int tries = 0;
    while (tries < TRIES && System.nanoTime() < end) {
      double rate = work.getAsDouble();
      tries = rate > best * GROWTH ? 0 : tries + 1;
      best = Math.max(best, rate);
    }
  }
}
