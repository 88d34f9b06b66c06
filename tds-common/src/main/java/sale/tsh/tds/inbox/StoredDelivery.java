package sale.tsh.tds.inbox;

import java.time.Instant;
import java.util.UUID;
import sale.tsh.tds.delivery.Delivery;

/**
 * An accepted delivery as the inbox holds it.
 *
 * @param arrival its place in the order of deliveries
 * @param receivedAt by the database's clock
 * @param operation what happened to the record, as decided when it came in: created, updated or
 *     deleted
 */
public record StoredDelivery(
    UUID id, long arrival, Instant receivedAt, String operation, Delivery delivery) {}
