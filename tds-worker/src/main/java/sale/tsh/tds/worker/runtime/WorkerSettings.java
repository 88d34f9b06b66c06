package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * The settings of the worker.
 *
 * @param owner the name of this process in leases and logs, by default host and process id
 * @param concurrency how many sets of events run at once
 * @param batchSize the most events of one claim
 * @param pollInterval the wait after a claim that was not full
 * @param lease how long a claim holds without renewal; renewed at a third of it
 * @param handlerTimeout the longest a set's transaction may take; below the lease
 * @param shutdownGrace how long a stopping worker waits for what runs before it gives it back
 */
public record WorkerSettings(
    String owner,
    int concurrency,
    int batchSize,
    Duration pollInterval,
    Duration lease,
    Duration handlerTimeout,
    Duration shutdownGrace) {

  public WorkerSettings {
    if (handlerTimeout.compareTo(lease) >= 0) {
      throw new SettingException(
          "WORKER_HANDLER_TIMEOUT (%ds) must be shorter than WORKER_LEASE (%ds)"
              .formatted(handlerTimeout.toSeconds(), lease.toSeconds()));
    }
  }

  /**
   * Reads {@code WORKER_*}. Without a {@code WORKER_NAME} the worker has the name of its process.
   */
  public static WorkerSettings from(Settings settings, ProcessIdentity self) {
    Duration lease =
        settings.duration(
            "WORKER_LEASE", Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofHours(1));
    return new WorkerSettings(
        settings.text("WORKER_NAME", self.hostAndPid()),
        settings.number("WORKER_CONCURRENCY", 5, 1, 200),
        settings.number("WORKER_BATCH_SIZE", 200, 1, 1_000),
        settings.duration(
            "WORKER_POLL_INTERVAL",
            Duration.ofSeconds(1),
            Duration.ofMillis(10),
            Duration.ofMinutes(5)),
        lease,
        settings.duration(
            "WORKER_HANDLER_TIMEOUT",
            Duration.ofSeconds(Math.max(1, lease.toSeconds() * 2 / 3)),
            Duration.ofSeconds(1),
            Duration.ofHours(1)),
        settings.duration(
            "WORKER_SHUTDOWN_GRACE",
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ofMinutes(10)));
  }

  /** The settings of a claim of a whole batch. */
  ClaimSettings claim() {
    return new ClaimSettings(owner, batchSize, lease);
  }
}
