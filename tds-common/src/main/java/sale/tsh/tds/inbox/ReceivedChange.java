package sale.tsh.tds.inbox;

import sale.tsh.tds.delivery.ParsedDelivery;

/**
 * A delivery and the change that was read from it, ready to be accepted.
 *
 * @param contentHash of the record's canonical content
 * @param since when it was ready, by {@link System#nanoTime}
 */
public record ReceivedChange(
    ReceivedDelivery received, ParsedDelivery.Change change, String contentHash, long since) {

  /** Computes the content hash before the change needs a connection. */
  public static ReceivedChange of(ReceivedDelivery received, ParsedDelivery.Change change) {
    return new ReceivedChange(
        received, change, IdempotencyKey.contentHash(change), System.nanoTime());
  }

  RecordKey record() {
    return new RecordKey(change.kind().name(), change.recordId());
  }

  /** Which record a delivery is about. */
  record RecordKey(String entityType, String entityId) {}
}
