package sale.tsh.tds.statistics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sale.tsh.tds.pull.PullHealth;
import sale.tsh.tds.pulse.Pulse;

/**
 * The state of the queue at one moment, as alerts and metrics see it.
 *
 * @param stuck events that have been processing for more than an hour
 * @param claimable the pending events whose kind is not paused
 * @param oldestPending how long the oldest pending event has been queued; zero if none is pending
 * @param oldestRetryDue how long the retry with the earliest due time has been due; zero if none is
 *     due
 * @param pulse how long webhooks are silent, and which kinds are so beyond their rhythm
 * @param sinceWorker time since a worker was last seen; empty if none ever was
 * @param backupAge time since the last backup was completed; without any backup, since the schema
 *     was installed
 * @param uptime how long this process has been reading the queue; after a start it gives workers
 *     time to appear
 * @param pausedKinds kinds whose claiming is paused
 * @param pulling how pulling from Zoho goes
 */
public record QueueHealth(
    QueueCounts counts,
    LastHour lastHour,
    Claimable claimable,
    Duration oldestPending,
    Duration oldestRetryDue,
    long stuck,
    Pulse pulse,
    Optional<Duration> sinceWorker,
    Duration backupAge,
    Duration uptime,
    List<String> pausedKinds,
    PullHealth pulling) {

  /** How long no worker has been seen, as far as this process can tell. */
  public Duration workerAbsence() {
    return sinceWorker.orElse(uptime);
  }

  /** How long the event with the earliest due time has been due. Every claimable event is due. */
  public Duration oldestDue() {
    return claimable.oldest().compareTo(oldestRetryDue) > 0 ? claimable.oldest() : oldestRetryDue;
  }
}
