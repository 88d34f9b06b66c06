package sale.tsh.tds.api.record;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.Operation;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.queue.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what an event wrote to its record. The mirror merges key by key and keeps no past, so the
 * values before are those of the earlier deliveries that are still kept and were applied.
 */
@Component
public class RecordChanges {

  private final AppliedDeliveries deliveries;

  RecordChanges(AppliedDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** What a delivery's event wrote; empty if none is kept by this id that became an event. */
  public Optional<Changes> of(UUID deliveryId) {
    return deliveries.find(deliveryId).map(this::changes);
  }

  private Changes changes(AppliedDeliveries.Kept kept) {
    @Nullable String outcome = kept.outcome();
    if (outcome == null) {
      return Changes.none(kept.processed() ? Effect.UNKNOWN : Effect.PENDING, null);
    }
    if (!outcome.equals(Outcome.APPLIED.text())) {
      return Changes.none(Effect.NOTHING, outcome);
    }
    if (kept.operation().equals(Operation.DELETED.past())) {
      return Changes.none(Effect.DELETED, outcome);
    }
    if (kept.delivery() == null) {
      return Changes.none(Effect.TOO_LARGE, outcome);
    }
    return record(kept.delivery())
        .map(written -> compare(kept, written, outcome))
        .orElseGet(() -> Changes.none(Effect.UNKNOWN, outcome));
  }

  private Changes compare(AppliedDeliveries.Kept kept, ObjectNode written, String outcome) {
    Past past = past(kept, written);
    List<Changes.Change> changes =
        written.properties().stream()
            .filter(member -> past.differs(member.getKey(), member.getValue()))
            .map(
                member ->
                    new Changes.Change(
                        Json.forPostgres(member.getKey()),
                        text(past.value(member.getKey())),
                        Json.forPostgres(member.getValue())))
            .toList();
    return new Changes(Effect.WRITTEN, outcome, past.isComplete(), changes);
  }

  /** Walks back from a delivery until each of its keys is found, or nothing more is known. */
  private Past past(AppliedDeliveries.Kept kept, ObjectNode written) {
    Past past = new Past(written.propertyNames());
    if (kept.operation().equals(Operation.CREATED.past())) {
      past.begins();
    }
    for (AppliedDeliveries.Earlier earlier : deliveries.before(kept)) {
      if (past.isFound()) {
        return past;
      }
      if (earlier.outcome() == null) {
        return past; // Whether it was applied, nobody knows any more.
      }
      if (earlier.operation().equals(Operation.DELETED.past())) {
        past.begins();
        return past;
      }
      Optional<ObjectNode> record =
          Optional.ofNullable(earlier.delivery()).flatMap(RecordChanges::record);
      if (record.isEmpty()) {
        return past;
      }
      past.add(record.get());
      if (earlier.operation().equals(Operation.CREATED.past())) {
        past.begins();
      }
    }
    if (!past.isComplete() && deliveries.areAllBefore(kept)) {
      past.begins();
    }
    return past;
  }

  private static Optional<ObjectNode> record(Delivery delivery) {
    return DeliveryReader.read(delivery) instanceof Reading.Change change
        ? Optional.of(change.entity())
        : Optional.empty();
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value == null ? null : Json.forPostgres(value);
  }
}
