package sale.tsh.tds.api.dashboard;

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
import sale.tsh.tds.api.record.RecordChanges;
import sale.tsh.tds.audit.AuditTrail;
import sale.tsh.tds.deadletter.DeadLetter;
import sale.tsh.tds.deadletter.DeadLetters;
import sale.tsh.tds.inbox.KeptDeliveries;
import sale.tsh.tds.inbox.KeptDelivery;
import sale.tsh.tds.queue.Event;
import sale.tsh.tds.queue.Events;
import sale.tsh.tds.synclog.Attempt;
import sale.tsh.tds.synclog.Attempts;

/** Gathers the story of an event from any of its ids; the caller gives the transaction. */
@Component
public class EventStories {

  private final KeptDeliveries deliveries;
  private final Events events;
  private final DeadLetters deadLetters;
  private final Attempts attempts;
  private final AuditTrail trail;
  private final RecordChanges changes;
  private final MirrorRecords mirror;

  EventStories(
      KeptDeliveries deliveries,
      Events events,
      DeadLetters deadLetters,
      Attempts attempts,
      AuditTrail trail,
      RecordChanges changes,
      MirrorRecords mirror) {
    this.deliveries = deliveries;
    this.events = events;
    this.deadLetters = deadLetters;
    this.attempts = attempts;
    this.trail = trail;
    this.changes = changes;
    this.mirror = mirror;
  }

  /** Empty if nothing has this id. */
  public Optional<EventStory> of(UUID id) {
    UUID deliveryId = deliveryOf(id).orElse(id);
    @Nullable KeptDelivery delivery = deliveries.findById(deliveryId).orElse(null);
    List<DeadLetter> letters = deadLetters.findByDeliveryIdOrderByMovedToDlqAtAscIdAsc(deliveryId);
    Set<UUID> ids = ids(id, deliveryId, delivery, letters);
    @Nullable Event event = events.findByIdIn(ids).stream().findFirst().orElse(null);
    List<Attempt> tried = attempts.findByQueueIdInOrderByCreatedAtAscIdAsc(ids);
    if (delivery == null && event == null && letters.isEmpty() && tried.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new EventStory(
            ids,
            delivery == null ? null : EventStory.Delivery.of(delivery),
            event == null ? null : EventStory.Queued.of(event),
            tried.stream().map(EventStory.Tried::of).toList(),
            letters.stream().map(EventStory.Dead::of).toList(),
            actions(ids, letters),
            changes.of(deliveryId).orElse(null),
            record(delivery, event, letters, ids).orElse(null)));
  }

  /**
   * An event's first id is its delivery's; a redriven one is found by its dead letter or its row.
   */
  private Optional<UUID> deliveryOf(UUID id) {
    return events
        .findById(id)
        .map(Event::deliveryId)
        .or(
            () ->
                deadLetters.findByIdOrOriginalQueueId(id, id).stream()
                    .findFirst()
                    .map(DeadLetter::deliveryId))
        .or(() -> deliveries.findByEventId(id).map(KeptDelivery::id));
  }

  private static Set<UUID> ids(
      UUID asked, UUID deliveryId, @Nullable KeptDelivery delivery, List<DeadLetter> letters) {
    Set<UUID> ids = new LinkedHashSet<>();
    ids.add(deliveryId);
    letters.forEach(letter -> ids.addAll(List.of(letter.originalQueueId(), letter.id())));
    if (delivery != null && delivery.eventId() != null) {
      ids.add(delivery.eventId());
    }
    ids.add(asked);
    return ids;
  }

  /** What was done to the event, also by a bulk that took one of its dead letters. */
  private List<EventStory.Action> actions(Collection<UUID> ids, List<DeadLetter> letters) {
    Stream<UUID> bulks = letters.stream().map(DeadLetter::bulkId).filter(Objects::nonNull);
    List<String> subjects = Stream.concat(ids.stream(), bulks).map(UUID::toString).toList();
    return trail.findBySubjectInOrderByIdAsc(subjects).stream().map(EventStory.Action::of).toList();
  }

  private Optional<EventStory.MirrorRecord> record(
      @Nullable KeptDelivery delivery,
      @Nullable Event event,
      List<DeadLetter> letters,
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
