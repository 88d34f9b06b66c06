package sale.tsh.tds.api.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sale.tsh.tds.queue.Event;
import sale.tsh.tds.queue.Events;

/** Reads the list of events; the caller gives the transaction. */
@Component
public class RecentEvents {

  private final Events events;

  RecentEvents(Events events) {
    this.events = events;
  }

  /** The newest that the filter lets through. */
  public List<EventRow> read(EventFilter filter, Limit limit) {
    return find(filter, limit.rows()).stream().map(EventRow::of).toList();
  }

  private List<Event> find(EventFilter filter, int limit) {
    String statuses = filter.statuses();
    String types = filter.types();
    String error = filter.errorPattern();
    Instant since = filter.since();
    Instant beforeAt = filter.before().at();
    UUID beforeId = filter.before().id();
    int lookedAt = filter.lookedAt(limit);
    if (filter.entityId().isPresent()) {
      return events.recentOfRecord(
          filter.entityId().get(),
          types,
          statuses,
          error,
          since,
          beforeAt,
          beforeId,
          lookedAt,
          limit);
    }
    return types.isEmpty()
        ? events.recent(statuses, error, since, beforeAt, beforeId, lookedAt, limit)
        : events.recentOfTypes(types, statuses, error, since, beforeAt, beforeId, lookedAt, limit);
  }
}
