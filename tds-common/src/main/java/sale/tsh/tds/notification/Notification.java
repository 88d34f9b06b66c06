package sale.tsh.tds.notification;

import java.time.Instant;

/**
 * A notice on its way by one channel.
 *
 * @param id the same at every attempt, so that a receiver can tell a repetition
 * @param occurredAt when the alert changed
 * @param attempt the number of this attempt, from 1
 */
record Notification(long id, Notice notice, Instant occurredAt, int attempt) {}
