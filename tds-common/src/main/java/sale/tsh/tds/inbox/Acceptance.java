package sale.tsh.tds.inbox;

import java.util.UUID;

/**
 * What the inbox answers to a change.
 *
 * @param eventId the event's id; a duplicate repeats the first one's
 * @param queued false for a duplicate
 * @param timeAhead whether the record's own time is more than a day ahead of the database's clock
 */
public record Acceptance(UUID eventId, String idempotencyKey, boolean queued, boolean timeAhead) {}
