package sale.tsh.tds.api.record;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of a record and what became of it.
 *
 * @param eventId the event it became, by its present id
 * @param arrival its place in the order of deliveries
 * @param receivedAt when it came in; where it is no longer kept, when its event was queued
 * @param kept whether the inbox still has it; without it only its event is known
 * @param operation created, updated or deleted
 * @param modifiedTime the record's own time in it
 * @param status of its event; null once that has left the queue
 * @param outcome of its event's last attempt: applied, unchanged, superseded, incomplete or failed;
 *     null while none has ended since the event got its id, or once the log has lost it
 * @param lastError what that attempt failed with
 */
public record Chapter(
    UUID deliveryId,
    UUID eventId,
    long arrival,
    Instant receivedAt,
    boolean kept,
    String operation,
    @Nullable Instant modifiedTime,
    int duplicateCount,
    @Nullable String status,
    @Nullable String outcome,
    @Nullable String lastError) {}
