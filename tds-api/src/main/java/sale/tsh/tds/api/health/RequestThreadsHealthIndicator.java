package sale.tsh.tds.api.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports down if a new virtual thread does not run in time. Requests run on virtual threads, so
 * none is served once all carrier threads are stuck. Many requests alone do not cause this, so a
 * watchdog does not end a busy process.
 */
@Component
class RequestThreadsHealthIndicator implements HealthIndicator {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Health health() {
    CountDownLatch ran = new CountDownLatch(1);
    Thread.ofVirtual().name("liveness").start(ran::countDown);
    try {
      boolean alive = ran.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return (alive ? Health.up() : Health.down()).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unknown().build();
    }
  }
}
