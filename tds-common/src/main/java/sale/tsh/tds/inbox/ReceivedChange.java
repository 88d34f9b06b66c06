package sale.tsh.tds.inbox;

import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.search.RecordLabel;

/**
 * A delivery and the change that was read from it, ready to be accepted.
 *
 * @param contentHash of the record's canonical content
 * @param label the record's number and name, and what finds it
 * @param since when it was ready, by {@link System#nanoTime}
 */
public record ReceivedChange(
    ReceivedDelivery received,
    ParsedDelivery.Change change,
    String contentHash,
    RecordLabel label,
    long since) {

  /** Computes what the content says before the change needs a connection. */
  public static ReceivedChange of(ReceivedDelivery received, ParsedDelivery.Change change) {
    return new ReceivedChange(
        received,
        change,
        IdempotencyKey.contentHash(change),
        RecordLabel.of(change.kind(), change.recordId(), change.record()),
        System.nanoTime());
  }

  RecordKey record() {
    return new RecordKey(change.kind().name(), change.recordId());
  }

  /** Which record a delivery is about. */
  record RecordKey(String entityType, String entityId) {}
}
