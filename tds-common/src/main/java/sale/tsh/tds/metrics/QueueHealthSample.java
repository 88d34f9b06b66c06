package sale.tsh.tds.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.statistics.QueueHealth;

/**
 * The {@link QueueHealth} of at most five seconds ago, so that a scrape reads it once for all
 * gauges. It is empty while the database does not answer.
 */
final class QueueHealthSample {

  private static final Logger log = LoggerFactory.getLogger(QueueHealthSample.class);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Supplier<QueueHealth> source;
  private final InstantSource clock;
  private Instant taken = Instant.MIN;
  private Optional<QueueHealth> health = Optional.empty();

  QueueHealthSample(Supplier<QueueHealth> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  synchronized Optional<QueueHealth> get() {
    if (taken.isBefore(clock.instant().minus(FRESH))) {
      health = read();
      taken = clock.instant();
    }
    return health;
  }

  private Optional<QueueHealth> read() {
    try {
      return Optional.of(source.get());
    } catch (RuntimeException e) {
      log.warn("The database gave no queue health for the metrics: {}", e.toString());
      return Optional.empty();
    }
  }
}
