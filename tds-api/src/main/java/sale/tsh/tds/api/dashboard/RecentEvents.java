package sale.tsh.tds.api.dashboard;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sale.tsh.tds.queue.Event;
import sale.tsh.tds.queue.Events;

/** Reads the list of events; the caller gives the transaction. */
@Component
class RecentEvents {

  private final Events events;

  RecentEvents(Events events) {
    this.events = events;
  }

  /** The newest of all. */
  List<EventRow> read(Limit limit) {
    return read(StatusFilter.ALL, Optional.empty(), Optional.empty(), Before.EVERYTHING, limit);
  }

  /** The newest that match, from a place in the list on. */
  List<EventRow> read(
      StatusFilter status,
      Optional<String> eventType,
      Optional<String> entityId,
      Before place,
      Limit limit) {
    return find(status.joined(), eventType, entityId, place, limit.rows()).stream()
        .map(EventRow::of)
        .toList();
  }

  private List<Event> find(
      String statuses,
      Optional<String> eventType,
      Optional<String> entityId,
      Before place,
      int limit) {
    if (entityId.isPresent()) {
      return events.recentOfRecord(
          entityId.get(), eventType.orElse(null), statuses, place.at(), place.id(), limit);
    }
    if (eventType.isPresent()) {
      return events.recentOfType(eventType.get(), statuses, place.at(), place.id(), limit);
    }
    return events.recent(statuses, place.at(), place.id(), limit);
  }
}
