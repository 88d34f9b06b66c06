package sale.tsh.tds.queue;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import sale.tsh.tds.settings.Environment;

/**
 * How often an event is attempted, and how long it waits in between.
 *
 * @param maxAttempts attempts in all, the first included
 * @param delays the wait after the first, second … failure; the last holds for all further ones
 */
public record RetryPolicy(int maxAttempts, List<Duration> delays) {

  private static final List<Duration> DEFAULT =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

  /**
   * A delay varies by a tenth either way, so that what failed together does not come back together.
   */
  private static final double JITTER = 0.1;

  /** Reads {@code RETRY_MAX_ATTEMPTS} and {@code RETRY_DELAYS}. */
  public static RetryPolicy from(Environment environment) {
    return new RetryPolicy(
        environment.number("RETRY_MAX_ATTEMPTS", 3, 1, 100),
        environment.durations("RETRY_DELAYS", DEFAULT, Duration.ZERO, Duration.ofDays(7)));
  }

  /** The wait after the failed attempt of this number, from 1. */
  public Duration delayAfter(int attempt, RandomGenerator random) {
    Duration delay = delays.get(Math.min(attempt, delays.size()) - 1);
    double factor = 1 - JITTER + random.nextDouble() * 2 * JITTER;
    return Duration.ofMillis(Math.round(delay.toMillis() * factor));
  }
}
