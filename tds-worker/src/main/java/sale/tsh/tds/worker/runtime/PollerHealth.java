package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when the poller has not come this far for a while: a worker that only seems to live must not
 * look healthy.
 */
public class PollerHealth implements HealthIndicator {

  private final Supplier<Instant> last;
  private final Duration patience;
  private final InstantSource clock;

  /**
   * @param last {@link Poller#lastTurn()} for readiness, {@link Poller#lastTry()} for liveness
   */
  public PollerHealth(Supplier<Instant> last, Duration patience, InstantSource clock) {
    this.last = last;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public Health health() {
    boolean moves = last.get().plus(patience).isAfter(clock.instant());
    return (moves ? Health.up() : Health.down()).withDetail("last", last.get().toString()).build();
  }
}
