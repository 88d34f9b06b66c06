package sale.tsh.tds.inbox;

import sale.tsh.tds.delivery.Reading;

/**
 * A delivery and the change it was read as, ready to be accepted.
 *
 * @param contentHash of the record's canonical content
 * @param since when it was ready, by {@link System#nanoTime}
 */
public record ReceivedChange(
    ReceivedDelivery received, Reading.Change change, String contentHash, long since) {

  /** Does now what can be done before the database is asked. */
  public static ReceivedChange of(ReceivedDelivery received, Reading.Change change) {
    return new ReceivedChange(
        received, change, IdempotencyKey.contentHash(change), System.nanoTime());
  }

  RecordId record() {
    return new RecordId(change.kind().name(), change.entityId());
  }

  /** Which record a delivery is about. */
  record RecordId(String entityType, String entityId) {}
}
