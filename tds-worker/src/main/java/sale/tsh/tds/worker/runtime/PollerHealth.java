package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when claiming has not succeeded for a while: a worker that only seems to live must not look
 * healthy.
 */
public class PollerHealth implements HealthIndicator {

  private final Poller poller;
  private final Duration patience;
  private final InstantSource clock;

  public PollerHealth(Poller poller, WorkerSettings settings, InstantSource clock) {
    this.poller = poller;
    this.clock = clock;
    this.patience = settings.pollInterval().plus(settings.lease());
  }

  @Override
  public Health health() {
    Instant last = poller.lastTurn();
    boolean alive = last.plus(patience).isAfter(clock.instant());
    return (alive ? Health.up() : Health.down()).withDetail("lastClaim", last.toString()).build();
  }
}
