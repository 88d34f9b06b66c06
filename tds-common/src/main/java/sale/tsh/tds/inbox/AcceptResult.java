package sale.tsh.tds.inbox;

import java.util.UUID;

/**
 * The inbox's answer to a change.
 *
 * @param eventId the event's id; a duplicate has the id of the first one
 * @param queued false for a duplicate
 * @param timeAhead whether the record's own time is more than a day ahead of the database's clock
 */
public record AcceptResult(
    UUID eventId, String idempotencyKey, boolean queued, boolean timeAhead) {}
