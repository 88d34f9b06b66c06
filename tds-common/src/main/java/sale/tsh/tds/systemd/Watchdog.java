package sale.tsh.tds.systemd;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Tells systemd that this process lives, as long as the liveness check succeeds. It does so at half
 * of the time that systemd allows. Without a sign for the whole time, systemd restarts the process.
 */
class Watchdog {

  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

  private final BooleanSupplier alive;
  private final Runnable pulse;
  private volatile boolean started;

  Watchdog(BooleanSupplier alive, Runnable pulse) {
    this.alive = alive;
    this.pulse = pulse;
  }

  /**
   * Half of {@code WATCHDOG_USEC}, which is in microseconds (see {@code sd_watchdog_enabled(3)}).
   * Empty if systemd does not watch.
   */
  static Optional<Duration> interval(@Nullable String watchdogUsec) {
    return Optional.ofNullable(watchdogUsec)
        .map(text -> Duration.ofNanos(Long.parseLong(text) * 1_000).dividedBy(2))
        .filter(Duration::isPositive);
  }

  /** Starts the signs of life. systemd also watches from this moment on. */
  @EventListener
  void ready(ApplicationReadyEvent event) {
    started = true;
  }

  /** Checks once, and sends a sign of life if the process is alive. */
  void runOnce() {
    if (!started) {
      return;
    }
    if (alive.getAsBoolean()) {
      pulse.run();
    } else {
      log.error("The liveness check fails: this process is stuck and wants a restart");
    }
  }
}
