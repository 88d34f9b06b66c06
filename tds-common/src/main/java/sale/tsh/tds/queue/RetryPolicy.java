package sale.tsh.tds.queue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import sale.tsh.tds.settings.Settings;

/**
 * How many attempts an event has, and how long it waits after each failure.
 *
 * @param maxAttempts attempts in all, the first included
 * @param delays the wait after the first, second … failure. The last one holds for all later
 *     failures
 */
public record RetryPolicy(int maxAttempts, List<Duration> delays) {

  private static final List<Duration> DEFAULT =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

  /**
   * A delay varies by a tenth either way, so that events that failed together do not come back
   * together.
   */
  private static final double JITTER = 0.1;

  /** A wait for a lock says nothing about the event, so it is tried again soon. */
  private static final Duration AFTER_A_LOCK = Duration.ofSeconds(5);

  /** Reads {@code RETRY_MAX_ATTEMPTS} and {@code RETRY_DELAYS}. */
  public static RetryPolicy from(Settings settings) {
    return new RetryPolicy(
        settings.number("RETRY_MAX_ATTEMPTS", 3, 1, 100),
        settings.durations("RETRY_DELAYS", DEFAULT, Duration.ZERO, Duration.ofDays(7)));
  }

  /** The wait after the failed attempt of this number, from 1. */
  public Duration delayAfter(int attempt, RandomGenerator random) {
    return varied(delays.get(Math.min(attempt, delays.size()) - 1), random);
  }

  /** The wait after an attempt that only waited for a lock. No attempt is charged. */
  Duration delayAfterALock(RandomGenerator random) {
    Duration first = delays.getFirst();
    return varied(first.compareTo(AFTER_A_LOCK) < 0 ? first : AFTER_A_LOCK, random);
  }

  /** The longest wait for a retry. */
  Duration longestDelay() {
    return times(Collections.max(delays), 1 + JITTER);
  }

  private static Duration varied(Duration delay, RandomGenerator random) {
    return times(delay, 1 - JITTER + random.nextDouble() * 2 * JITTER);
  }

  private static Duration times(Duration delay, double factor) {
    return Duration.ofMillis(Math.round(delay.toMillis() * factor));
  }
}
