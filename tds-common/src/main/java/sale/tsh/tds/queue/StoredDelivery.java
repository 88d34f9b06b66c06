package sale.tsh.tds.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import sale.tsh.tds.delivery.Delivery;

/**
 * An accepted delivery as the inbox holds it: what an event is about.
 *
 * @param arrival its place in the order of deliveries
 * @param receivedAt by the database's clock
 * @param operation what happened to the record, as decided when it came in: created, updated or
 *     deleted
 */
public record StoredDelivery(
    UUID id, long arrival, Instant receivedAt, String operation, Delivery delivery) {

  /** Reads one from a row that has the columns of the inbox, the id as {@code delivery_id}. */
  public static StoredDelivery of(ResultSet row) throws SQLException {
    return new StoredDelivery(
        row.getObject("delivery_id", UUID.class),
        row.getLong("arrival"),
        row.getTimestamp("received_at").toInstant(),
        row.getString("operation"),
        new Delivery(
            row.getString("path"),
            row.getString("query"),
            row.getString("content_type"),
            row.getString("body")));
  }
}
