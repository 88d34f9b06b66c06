package sale.tsh.tds.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The state of the queue in a few figures, all of one moment.
 *
 * @param pending events that wait for their first attempt or were given back
 * @param processing events under lease
 * @param retry events that wait for their next attempt
 * @param deadLetters dead letters that are open
 * @param stuck events that have been processing for more than an hour
 * @param oldestPending how long the oldest pending event has been queued; zero where none is
 * @param oldestDue how long the event that is due longest has been due; zero where none is
 * @param finished attempts that ended within the last hour
 * @param failed those of them that failed
 * @param sinceDelivery since a delivery was last accepted; empty if none ever was
 * @param sinceWorker since a worker was last seen, or since this process has been looking
 * @param pausedKinds kinds whose claiming is paused
 */
public record Figures(
    long pending,
    long processing,
    long retry,
    long deadLetters,
    long stuck,
    Duration oldestPending,
    Duration oldestDue,
    long finished,
    long failed,
    Optional<Duration> sinceDelivery,
    Duration sinceWorker,
    List<String> pausedKinds) {}
