package sale.tsh.tds.api.dashboard.record;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.difference.DeliveredRecord;
import sale.tsh.tds.api.dashboard.difference.Differences;
import sale.tsh.tds.api.dashboard.difference.MirrorContent;
import sale.tsh.tds.api.dashboard.difference.MirrorContentReader;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.queue.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Works out what an event wrote to its record. The mirror merges key by key and keeps no history.
 * The prior values therefore come from earlier applied deliveries that are still kept.
 */
@Component
public class EventChangesReader {

  private static final Set<String> TOOK_EFFECT =
      Stream.of(Outcome.values()).map(Outcome::text).collect(Collectors.toUnmodifiableSet());

  private final AppliedDeliveries deliveries;
  private final MirrorContentReader mirror;

  EventChangesReader(AppliedDeliveries deliveries, MirrorContentReader mirror) {
    this.deliveries = deliveries;
    this.mirror = mirror;
  }

  /**
   * Returns what a delivery's event wrote, or empty if no kept delivery of this id became an event.
   */
  public Optional<EventChanges> of(UUID deliveryId) {
    return deliveries.find(deliveryId).map(this::changes);
  }

  private EventChanges changes(AppliedDeliveries.Kept kept) {
    @Nullable String outcome = kept.outcome();
    if (outcome == null) {
      return kept.processed()
          ? EventChanges.none(Effect.UNKNOWN, null)
          : EventChanges.none(Effect.PENDING, null).withWhatItWouldChange(wouldChange(kept));
    }
    if (!TOOK_EFFECT.contains(outcome)) {
      return EventChanges.none(Effect.NOTHING, outcome).withWhatItWouldChange(wouldChange(kept));
    }
    if (!outcome.equals(Outcome.APPLIED.text())) {
      return EventChanges.none(Effect.NOTHING, outcome);
    }
    if (kept.operation().equals(RecordOperation.DELETED.past())) {
      return EventChanges.none(Effect.DELETED, outcome);
    }
    if (kept.delivery() == null) {
      return EventChanges.none(Effect.TOO_LARGE, outcome);
    }
    return DeliveredRecord.of(kept.delivery())
        .map(written -> compare(kept, written, outcome))
        .orElseGet(() -> EventChanges.none(Effect.UNKNOWN, outcome));
  }

  private EventChanges compare(AppliedDeliveries.Kept kept, ObjectNode written, String outcome) {
    PriorValues prior = prior(kept, written);
    return new EventChanges(
        Effect.WRITTEN, outcome, prior.isComplete(), differences(prior::value, written), null);
  }

  /**
   * What a delivery would change in the mirror as it is now. Null if that cannot be told: it
   * deletes the record, or a body is too large.
   */
  private @Nullable List<EventChanges.FieldChange> wouldChange(AppliedDeliveries.Kept kept) {
    if (kept.operation().equals(RecordOperation.DELETED.past()) || kept.delivery() == null) {
      return null;
    }
    MirrorContent now = mirror.of(kept.entityType(), kept.entityId());
    if (now.isNewerThan(kept.versionTime(), kept.arrival())) {
      return List.of();
    }
    ObjectNode record = now.record();
    return record == null
        ? null
        : DeliveredRecord.of(kept.delivery())
            .map(written -> differences(record::get, written))
            .orElse(null);
  }

  private static List<EventChanges.FieldChange> differences(
      Function<String, @Nullable JsonNode> before, ObjectNode written) {
    return written.properties().stream()
        .flatMap(member ->
            Differences.of(member.getKey(), before.apply(member.getKey()), member.getValue())
                .stream())
        .map(each -> new EventChanges.FieldChange(each.path(), each.before(), each.after()))
        .toList();
  }

  /** Walks back from a delivery until each of its keys is found or nothing more is known. */
  private PriorValues prior(AppliedDeliveries.Kept kept, ObjectNode written) {
    PriorValues prior = new PriorValues(written.propertyNames());
    if (kept.operation().equals(RecordOperation.CREATED.past())) {
      prior.begins();
    }
    for (AppliedDeliveries.Earlier earlier : deliveries.before(kept)) {
      if (prior.isFound()) {
        return prior;
      }
      if (earlier.outcome() == null) {
        return prior; // The log no longer says whether it was applied.
      }
      if (earlier.operation().equals(RecordOperation.DELETED.past())) {
        prior.begins();
        return prior;
      }
      Optional<ObjectNode> record =
          Optional.ofNullable(earlier.delivery()).flatMap(DeliveredRecord::of);
      if (record.isEmpty()) {
        return prior;
      }
      prior.add(record.get());
      if (earlier.operation().equals(RecordOperation.CREATED.past())) {
        prior.begins();
      }
    }
    if (!prior.isComplete() && deliveries.areAllBefore(kept)) {
      prior.begins();
    }
    return prior;
  }
}
