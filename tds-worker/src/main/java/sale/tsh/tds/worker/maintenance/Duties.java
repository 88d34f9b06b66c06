package sale.tsh.tds.worker.maintenance;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each duty at its interval; one that fails is tried again at the next. */
public class Duties {

  private static final Logger log = LoggerFactory.getLogger(Duties.class);

  private final List<Duty> duties;
  private final ScheduledExecutorService schedule =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("duty-", 1).daemon().factory());

  public Duties(List<Duty> duties) {
    this.duties = duties;
  }

  /** Starts every duty, the first run at once. */
  public void start() {
    for (Duty duty : duties) {
      var unused =
          schedule.scheduleWithFixedDelay(
              () -> run(duty), 0, duty.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Starts no duty any more; one that runs may end. */
  public void stop() {
    schedule.shutdown();
  }

  private static void run(Duty duty) {
    try {
      duty.runOnce().run();
    } catch (RuntimeException e) {
      log.error("The duty {} failed and will be tried again: {}", duty.name(), e.toString());
    }
  }
}
