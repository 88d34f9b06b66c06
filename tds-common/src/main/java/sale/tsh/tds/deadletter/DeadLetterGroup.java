package sale.tsh.tds.deadletter;

import java.time.Instant;

/**
 * Open dead letters of one kind that failed alike.
 *
 * @param group what a bulk action takes as its {@code error_group}
 * @param error the error that they share, without its values, ids and numbers
 * @param example the error of the newest dead letter
 */
public record DeadLetterGroup(
    String group,
    String kind,
    String error,
    String example,
    long count,
    Instant firstSeen,
    Instant lastSeen) {}
