package sale.tsh.tds.bench.measure;

import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Warms a process up. A new JVM compiles its code as it runs, so the work is repeated unmeasured
 * until it gets no faster.
 */
public final class WarmUp {

  /** Growth by this factor is more than chance. */
  private static final double GROWTH = 1.05;

  private static final int TRIES = 5;
  private static final Duration CALLS = Duration.ofSeconds(1);

  private WarmUp() {}

  /** Repeats rounds of calls, of one second each. */
  public static void withCalls(Function<Duration, Map<String, Double>> calls, Duration longest) {
    with(() -> calls.apply(CALLS).get(Quantiles.RATE), longest);
  }

  /**
   * Repeats work that returns its rate, until the rate has not grown five times in a row or time is
   * up.
   */
  public static void with(DoubleSupplier work, Duration longest) {
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
