package sale.tsh.tds.queue;

import java.util.UUID;

/**
 * An event to put in the queue.
 *
 * @param deliveryId the inbox row that holds its body
 * @param arrival that row's place in the order of deliveries
 */
public record NewEvent(
    UUID id, UUID deliveryId, long arrival, String eventType, String entityType, String entityId) {}
