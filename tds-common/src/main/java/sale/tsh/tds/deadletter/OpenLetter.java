package sale.tsh.tds.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open dead letter without its payload, as a list shows it.
 *
 * @param id what a redrive takes, and the id its event gets then
 * @param eventId the event that died
 * @param bulkId the bulk redrive that is to take it
 */
public record OpenLetter(
    UUID id,
    UUID eventId,
    String eventType,
    String entityType,
    String entityId,
    String lastError,
    int attemptCount,
    int retryCount,
    Instant movedToDlqAt,
    @Nullable UUID bulkId) {}
