package sale.tsh.tds.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sale.tsh.tds.statistics.LastHour;
import sale.tsh.tds.statistics.QueueCounts;

/**
 * The state of the queue in a few figures.
 *
 * @param stuck events that have been processing for more than an hour
 * @param oldestPending how long the oldest pending event has been queued; zero where none is
 * @param oldestRetryDue how long the retry that is due longest has been due; zero where none is
 * @param sinceDelivery since a delivery was last accepted; empty if none ever was
 * @param sinceWorker since a worker was last seen; empty if none ever was
 * @param backupAge since the last backup was completed; where none ever was, since the schema was
 *     installed
 * @param watching how long this process has been looking: a machine that has just started gives
 *     workers time to appear
 * @param pausedKinds kinds whose claiming is paused
 */
public record Figures(
    QueueCounts counts,
    LastHour lastHour,
    Duration oldestPending,
    Duration oldestRetryDue,
    long stuck,
    Optional<Duration> sinceDelivery,
    Optional<Duration> sinceWorker,
    Duration backupAge,
    Duration watching,
    List<String> pausedKinds) {

  /** How long workers have been away, as far as this process can tell. */
  public Duration workerAbsence() {
    return sinceWorker.orElse(watching);
  }

  /** How long the event that is due longest has been due: every pending event is. */
  public Duration oldestDue() {
    return oldestPending.compareTo(oldestRetryDue) > 0 ? oldestPending : oldestRetryDue;
  }
}
