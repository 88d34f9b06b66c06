package sale.tsh.tds.api.dashboard.event;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.record.EventChangesReader;
import sale.tsh.tds.api.dashboard.record.MirrorRecord;
import sale.tsh.tds.api.dashboard.record.MirrorRecordReader;
import sale.tsh.tds.entity.AuditEntries;
import sale.tsh.tds.entity.DeadLetterEntries;
import sale.tsh.tds.entity.DeadLetterEntry;
import sale.tsh.tds.entity.InboxEntries;
import sale.tsh.tds.entity.QueueEntries;
import sale.tsh.tds.entity.QueueEntry;
import sale.tsh.tds.entity.SyncLogEntries;
import sale.tsh.tds.entity.SyncLogEntry;

/** Gathers the details of an event by any of its ids. Call it in a transaction. */
@Component
class EventDetailsReader {

  private final InboxEntries deliveries;
  private final QueueEntries events;
  private final DeadLetterEntries deadLetters;
  private final SyncLogEntries attempts;
  private final AuditEntries trail;
  private final EventChangesReader changes;
  private final MirrorRecordReader mirror;

  EventDetailsReader(
      InboxEntries deliveries,
      QueueEntries events,
      DeadLetterEntries deadLetters,
      SyncLogEntries attempts,
      AuditEntries trail,
      EventChangesReader changes,
      MirrorRecordReader mirror) {
    this.deliveries = deliveries;
    this.events = events;
    this.deadLetters = deadLetters;
    this.attempts = attempts;
    this.trail = trail;
    this.changes = changes;
    this.mirror = mirror;
  }

  /** Returns the id of the delivery that any of an event's ids leads to. */
  Optional<UUID> keptDelivery(UUID id) {
    UUID deliveryId = deliveryOf(id).orElse(id);
    return deliveries.existsById(deliveryId) ? Optional.of(deliveryId) : Optional.empty();
  }

  /** Returns empty if nothing has this id. */
  Optional<EventDetails> of(UUID id) {
    UUID deliveryId = deliveryOf(id).orElse(id);
    EventDetails.@Nullable InboxDelivery delivery =
        deliveries.findById(deliveryId, EventDetails.InboxDelivery.class).orElse(null);
    List<DeadLetterEntry> letters =
        deadLetters.findByDeliveryIdOrderByMovedToDlqAtAscIdAsc(deliveryId);
    Set<UUID> ids = ids(id, deliveryId, delivery, letters);
    EventDetails.@Nullable QueuedEvent event =
        events.findByIdIn(ids, EventDetails.QueuedEvent.class).stream().findFirst().orElse(null);
    List<SyncLogEntry> ended = attempts.findByQueueIdInOrderByCreatedAtAscIdAsc(ids);
    if (delivery == null && event == null && letters.isEmpty() && ended.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new EventDetails(
            ids,
            delivery,
            event,
            ended.stream().map(EventDetails.EndedAttempt::of).toList(),
            letters.stream().map(EventDetails.DeadLetterDetails::of).toList(),
            actions(ids, letters),
            changes.of(deliveryId).orElse(null),
            record(delivery, event, letters, ids).orElse(null)));
  }

  /**
   * Finds the delivery of an event. The event's first id is its delivery's id. A redriven event is
   * found by its row or its dead letter.
   */
  private Optional<UUID> deliveryOf(UUID id) {
    return events
        .findById(id)
        .map(QueueEntry::deliveryId)
        .or(() ->
            deadLetters.findByIdOrOriginalQueueId(id, id).stream()
                .findFirst()
                .map(DeadLetterEntry::deliveryId))
        .or(() -> deliveries.findIdByEventId(id));
  }

  private static Set<UUID> ids(
      UUID requested,
      UUID deliveryId,
      EventDetails.@Nullable InboxDelivery delivery,
      List<DeadLetterEntry> letters) {
    Set<UUID> ids = new LinkedHashSet<>();
    ids.add(deliveryId);
    letters.forEach(letter -> ids.addAll(List.of(letter.originalQueueId(), letter.id())));
    if (delivery != null && delivery.eventId() != null) {
      ids.add(delivery.eventId());
    }
    ids.add(requested);
    return ids;
  }

  /**
   * The actions on the event, including those on a bulk retry that took one of its dead letters.
   */
  private List<EventDetails.OperatorAction> actions(
      Collection<UUID> ids, List<DeadLetterEntry> letters) {
    Stream<UUID> bulks = letters.stream().map(DeadLetterEntry::bulkId).filter(Objects::nonNull);
    List<String> subjects = Stream.concat(ids.stream(), bulks).map(UUID::toString).toList();
    return trail.findBySubjectInOrderByIdAsc(subjects).stream()
        .map(EventDetails.OperatorAction::of)
        .toList();
  }

  private Optional<MirrorRecord> record(
      EventDetails.@Nullable InboxDelivery delivery,
      EventDetails.@Nullable QueuedEvent event,
      List<DeadLetterEntry> letters,
      Collection<UUID> ids) {
    if (event != null) {
      return mirror.find(event.entityType(), event.entityId(), ids);
    }
    if (!letters.isEmpty()) {
      return mirror.find(letters.getLast().entityType(), letters.getLast().entityId(), ids);
    }
    return delivery == null || delivery.entityType() == null || delivery.entityId() == null
        ? Optional.empty()
        : mirror.find(delivery.entityType(), delivery.entityId(), ids);
  }
}
