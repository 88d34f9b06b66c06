package sale.tsh.tds.delivery;

import static sale.tsh.tds.refusal.RefusalCause.UNKNOWN_OPERATION;

import java.util.List;
import java.util.Optional;
import sale.tsh.tds.delivery.record.EventType;
import sale.tsh.tds.delivery.record.IdResolver;
import sale.tsh.tds.delivery.record.KindResolver;
import sale.tsh.tds.delivery.record.LocatedRecord;
import sale.tsh.tds.delivery.record.RecordId;
import sale.tsh.tds.delivery.record.RecordLocator;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.refusal.RefusedException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads which record a delivery is about and what happened to it. Runs at intake and again in the
 * worker. The inbox keeps the operation and no method, so the worker reads a deletion as a {@code
 * DELETE} and all else as a {@code POST}. The page docs/deliveries.md opens three bodies step by
 * step.
 */
public final class DeliveryReader {

  private DeliveryReader() {}

  /** Returns a change, a ping or a refusal. Nothing that a sender writes makes this throw. */
  public static ParsedDelivery read(Delivery delivery) {
    try {
      Optional<Kind> atPath = KindResolver.atPath(delivery.path());
      Parameters query = FormBody.requireComplete(Parameters.ofQuery(delivery.query()));
      Optional<RecordOperation> requested = RequestedOperation.of(delivery, query);
      // Without a kind in the path, a record of any kind may be found.
      List<Kind> kinds = atPath.map(List::of).orElse(List.of());
      LocatedRecord located = RecordLocator.locate(PayloadParser.parse(delivery, kinds), kinds);
      // The body names no record. Either the query string does, or this is a test call.
      if (located.isEmpty()) {
        if (requested.isEmpty() && !QueryFields.nameRecord(query, kinds)) {
          return new ParsedDelivery.Ping();
        }
        located = RecordLocator.locate(QueryFields.parse(query, kinds), kinds);
      }
      return change(located, atPath, requested);
    } catch (RefusedException refusal) {
      return new ParsedDelivery.Refused(refusal.refusalCause(), refusal.detail());
    }
  }

  private static ParsedDelivery change(
      LocatedRecord located, Optional<Kind> atPath, Optional<RecordOperation> requested) {
    Kind kind = KindResolver.resolve(located, atPath);
    RecordId id = IdResolver.resolve(located, kind, atPath.isPresent() || kind.isOther());
    ObjectNode record = located.record();
    // A member called just "id" is the record's id here, and no content of it.
    if (id.member().equals(IdResolver.PLAIN_ID)) {
      record.remove(IdResolver.PLAIN_ID);
    }
    RecordTimes times = RecordTimes.of(record);
    RecordOperation operation =
        operation(kind, requested, located.envelope().eventType()).orElseGet(times::operation);
    return new ParsedDelivery.Change(kind, id.text(), operation, times.modified(), record);
  }

  /**
   * The requested operation, else the event type's. Without either, the caller asks the record's
   * times. A deletion is never overruled.
   */
  private static Optional<RecordOperation> operation(
      Kind kind, Optional<RecordOperation> requested, Optional<EventType> eventType) {
    if (requested.isEmpty()) {
      return eventType.flatMap(type -> type.operation(kind));
    }
    if (requested.get() != RecordOperation.DELETED
        && eventType.filter(EventType::mentionsDeletion).isPresent()) {
      throw new RefusedException(
          UNKNOWN_OPERATION,
          "Expected one operation, found %s in ?op and %s in the event type"
              .formatted(requested.get().past(), RecordOperation.DELETED.past()));
    }
    return requested;
  }
}
