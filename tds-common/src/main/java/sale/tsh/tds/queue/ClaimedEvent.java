package sale.tsh.tds.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.kind.RecordOperation;

/**
 * An event under lease.
 *
 * @param token the token of the lease, which the caller needs to end the attempt; null only if an
 *     operator put the event into processing by hand
 * @param attemptsEnded attempts that ended before this one
 * @param alone whether it lost a lease before and must run alone
 * @param position its position in the queue when it was claimed
 * @param waited how long it had been due when it was claimed
 * @param delivery its delivery, if it was claimed as a single event
 */
public record ClaimedEvent(
    UUID id,
    @Nullable UUID token,
    UUID deliveryId,
    String eventType,
    String entityType,
    String entityId,
    int attemptsEnded,
    boolean alone,
    QueuePosition position,
    Duration waited,
    @Nullable Delivery delivery) {

  /** An event at the head of the queue that has not waited and brings no delivery. */
  public ClaimedEvent(
      UUID id,
      @Nullable UUID token,
      UUID deliveryId,
      String eventType,
      String entityType,
      String entityId,
      int attemptsEnded,
      boolean alone) {
    this(
        id,
        token,
        deliveryId,
        eventType,
        entityType,
        entityId,
        attemptsEnded,
        alone,
        QueuePosition.FIRST,
        Duration.ZERO,
        null);
  }

  /** Reads an event from a row of the queue that also says how long it {@code waited}. */
  static ClaimedEvent of(ResultSet row, @Nullable Delivery delivery) throws SQLException {
    return new ClaimedEvent(
        row.getObject("id", UUID.class),
        row.getObject("lease_token", UUID.class),
        row.getObject("delivery_id", UUID.class),
        row.getString("event_type"),
        row.getString("entity_type"),
        row.getString("entity_id"),
        row.getInt("attempt_count"),
        row.getBoolean("alone"),
        new QueuePosition(row.getInt("priority"), row.getLong("arrival")),
        Duration.ofMillis(Math.max(0, Math.round(row.getDouble("waited") * 1_000))),
        delivery);
  }

  /** Whether the record was deleted. */
  public boolean isDeletion() {
    return eventType.endsWith("." + RecordOperation.DELETED.past());
  }

  /** The number of this attempt, from 1. */
  public int attempt() {
    return attemptsEnded + 1;
  }
}
