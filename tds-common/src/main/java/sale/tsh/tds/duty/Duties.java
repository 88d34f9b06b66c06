package sale.tsh.tds.duty;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs each duty at its interval, the first time at once; one that fails is tried again at the
 * next. Every duty has a thread of its own, so that a slow one keeps no other waiting.
 */
public class Duties implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Duties.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Duty> duties;
  private @Nullable ScheduledExecutorService schedule;

  public Duties(List<Duty> duties) {
    this.duties = List.copyOf(duties);
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newScheduledThreadPool(
            duties.size(), Thread.ofPlatform().name("duty-", 1).daemon().factory());
    for (Duty duty : duties) {
      var unused =
          started.scheduleWithFixedDelay(
              () -> run(duty), 0, duty.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
    schedule = started;
  }

  /** Starts no duty any more and lets one that runs end, if that is soon. */
  @Override
  public synchronized void stop() {
    if (schedule == null) {
      return;
    }
    schedule.shutdown();
    try {
      if (!schedule.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        schedule.shutdownNow();
      }
    } catch (InterruptedException e) {
      schedule.shutdownNow();
      Thread.currentThread().interrupt();
    }
    schedule = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return schedule != null;
  }

  /** Before and after the process's main work: leases are kept while that drains. */
  @Override
  public int getPhase() {
    return 0;
  }

  /** Catches whatever is thrown: the schedule would drop the duty for good. */
  private static void run(Duty duty) {
    try {
      duty.runOnce().run();
    } catch (Throwable e) {
      log.error("The duty \"{}\" failed and will be tried again: {}", duty.name(), e.toString());
    }
  }
}
