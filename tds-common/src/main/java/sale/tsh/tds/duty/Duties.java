package sale.tsh.tds.duty;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private final ScheduledExecutorService schedule;
  private volatile boolean running;

  public Duties(List<Duty> duties) {
    this.duties = List.copyOf(duties);
    this.schedule =
        Executors.newScheduledThreadPool(
            duties.size(), Thread.ofPlatform().name("duty-", 1).daemon().factory());
  }

  @Override
  public void start() {
    for (Duty duty : duties) {
      var unused =
          schedule.scheduleWithFixedDelay(
              () -> run(duty), 0, duty.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
    running = true;
  }

  /** Starts no duty any more and lets one that runs end, if that is soon. */
  @Override
  public void stop() {
    schedule.shutdown();
    try {
      if (!schedule.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        schedule.shutdownNow();
      }
    } catch (InterruptedException e) {
      schedule.shutdownNow();
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
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
