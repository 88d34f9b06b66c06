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
 * Tells systemd at half the time it allows that this process lives, as long as the liveness check
 * says so. Untold for the whole time, systemd ends the process and starts it anew.
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
   * Half of {@code WATCHDOG_USEC}, microseconds, where systemd watches: {@code
   * sd_watchdog_enabled(3)}.
   */
  static Optional<Duration> interval(@Nullable String watchdogUsec) {
    return Optional.ofNullable(watchdogUsec)
        .map(text -> Duration.ofNanos(Long.parseLong(text) * 1_000).dividedBy(2))
        .filter(Duration::isPositive);
  }

  /** Before it is ready a process is not alive yet; systemd watches from then on too. */
  @EventListener
  void ready(ApplicationReadyEvent event) {
    started = true;
  }

  /** Asks once, and tells. */
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
