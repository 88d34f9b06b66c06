package sale.tsh.tds.notification;

import java.time.Instant;

/**
 * An alert message on its way through one channel.
 *
 * @param id the same at every attempt, so that a receiver can recognize a repetition
 * @param occurredAt when the alert changed
 * @param attempt the number of this attempt, from 1
 */
record Notification(long id, AlertMessage alert, Instant occurredAt, int attempt) {}
