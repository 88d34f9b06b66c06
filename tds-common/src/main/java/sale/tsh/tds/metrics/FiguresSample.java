package sale.tsh.tds.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.alert.Figures;

/**
 * The figures as of a moment ago, so that a scrape reads them once for all its gauges. Empty while
 * the database does not give them.
 */
final class FiguresSample {

  private static final Logger log = LoggerFactory.getLogger(FiguresSample.class);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Supplier<Figures> source;
  private final InstantSource clock;
  private Instant taken = Instant.MIN;
  private Optional<Figures> figures = Optional.empty();

  FiguresSample(Supplier<Figures> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  synchronized Optional<Figures> get() {
    if (taken.isBefore(clock.instant().minus(FRESH))) {
      figures = read();
      taken = clock.instant();
    }
    return figures;
  }

  private Optional<Figures> read() {
    try {
      return Optional.of(source.get());
    } catch (RuntimeException e) {
      log.warn("The database gave no figures for the metrics: {}", e.toString());
      return Optional.empty();
    }
  }
}
