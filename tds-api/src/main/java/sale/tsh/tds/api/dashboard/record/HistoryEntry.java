package sale.tsh.tds.api.dashboard.record;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of a record and its outcome.
 *
 * @param eventId the current id of its event
 * @param arrival its position in the order of deliveries
 * @param receivedAt when the delivery came in
 * @param kept whether the inbox still has the delivery. Otherwise only its event is known
 * @param operation created, updated or deleted
 * @param modifiedTime the record's modification time in the delivery
 * @param status the event's status; null once the event has left the queue
 * @param outcome the outcome of the last attempt: applied, unchanged, superseded, incomplete or
 *     failed. Null if no attempt has ended under the current id, or the log no longer has it
 * @param lastError the error of that attempt
 */
record HistoryEntry(
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
