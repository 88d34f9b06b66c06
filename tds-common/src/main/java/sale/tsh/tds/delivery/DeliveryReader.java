package sale.tsh.tds.delivery;

import static sale.tsh.tds.delivery.RefusalCause.UNKNOWN_OPERATION;

import java.util.List;
import java.util.Optional;
import sale.tsh.tds.entity.EntityKind;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a delivery says: which record, and what happened to it. The same delivery always reads
 * the same, at intake and when the worker reads it again from the inbox.
 */
public final class DeliveryReader {

  private DeliveryReader() {}

  /** What a delivery says; whatever was sent, it is one of the three readings. */
  public static Reading read(Delivery delivery) {
    try {
      Optional<EntityKind> atPath = KindFinder.atPath(delivery.path());
      Optional<Operation> asked = asked(delivery.query());
      OpenedBody body =
          BodyOpener.open(BodyReader.read(delivery), atPath.map(List::of).orElse(List.of()));
      return body.isPing() ? new Reading.Ping() : change(body, atPath, asked);
    } catch (Refusal refusal) {
      return refusal.reading();
    }
  }

  private static Reading change(
      OpenedBody body, Optional<EntityKind> atPath, Optional<Operation> asked) {
    EntityKind kind = KindFinder.find(body, atPath);
    RecordId id = IdFinder.find(body, kind, atPath.isPresent());
    if (!kind.idKeys().contains(id.member())) {
      KindFinder.requireEnvelopeOf(kind, body.envelope(), atPath.isPresent());
    }
    ObjectNode record = body.record();
    if (id.member().equals(IdFinder.PLAIN_ID)) {
      record.remove(IdFinder.PLAIN_ID);
    }
    RecordTimes times = RecordTimes.of(record);
    Operation operation =
        asked
            .or(() -> body.envelope().eventType().flatMap(EventType::operation))
            .orElseGet(times::operation);
    return new Reading.Change(kind, id.text(), operation, times.modified(), record);
  }

  private static Optional<Operation> asked(String query) {
    Optional<String> word = Parameters.lenient(query).first("op").filter(text -> !text.isBlank());
    Optional<Operation> operation = word.flatMap(Operation::of);
    if (word.isPresent() && operation.isEmpty()) {
      throw new Refusal(
          UNKNOWN_OPERATION,
          "Expected create, update or delete in ?op, found " + Excerpt.of(word.get()));
    }
    return operation;
  }
}
