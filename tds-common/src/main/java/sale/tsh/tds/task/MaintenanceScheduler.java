package sale.tsh.tds.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;

/**
 * Runs each task once at the start and then at its interval. A task that fails runs again at its
 * next interval. Each task has its own thread, so that a slow task delays no other.
 */
public class MaintenanceScheduler implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MaintenanceScheduler.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<MaintenanceTask> tasks;
  private @Nullable ScheduledExecutorService schedule;

  public MaintenanceScheduler(List<MaintenanceTask> tasks) {
    this.tasks = List.copyOf(tasks);
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newScheduledThreadPool(
            tasks.size(), Thread.ofPlatform().name("task-", 1).daemon().factory());
    for (MaintenanceTask task : tasks) {
      var unused =
          started.scheduleWithFixedDelay(
              () -> run(task), 0, task.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
    schedule = started;
  }

  /** Starts no more tasks, and gives a running task a few seconds to end. */
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

  /**
   * The tasks start before the process's main work and end after it, so that leases are renewed
   * while that work drains.
   */
  @Override
  public int getPhase() {
    return 0;
  }

  /**
   * Catches everything, because the executor would never run a task again that threw. The log line
   * names the root cause and leaves out the SQL statement.
   */
  private static void run(MaintenanceTask task) {
    try {
      task.runOnce().run();
    } catch (Throwable e) {
      log.error(
          "The task \"{}\" failed and will be tried again: {}",
          task.name(),
          NestedExceptionUtils.getMostSpecificCause(e).toString());
    }
  }
}
