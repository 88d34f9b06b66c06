package sale.tsh.tds.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open dead letter without its payload, as a list shows it.
 *
 * @param id its id, which a redrive gives to the event
 * @param eventId the event that died
 * @param receivedAt when its delivery came in. If that is no longer kept, when it died first
 * @param bulkId the bulk action that will take it
 */
public record OpenDeadLetter(
    UUID id,
    UUID eventId,
    String eventType,
    String entityType,
    String entityId,
    String lastError,
    int attemptCount,
    int retryCount,
    Instant receivedAt,
    Instant movedToDlqAt,
    @Nullable UUID bulkId) {}
