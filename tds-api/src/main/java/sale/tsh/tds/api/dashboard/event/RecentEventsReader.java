package sale.tsh.tds.api.dashboard.event;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.entity.QueueEntries;
import sale.tsh.tds.entity.QueueEntry;

/** Reads the list of events. Call it in a transaction. */
@Component
class RecentEventsReader {

  private final QueueEntries events;

  RecentEventsReader(QueueEntries events) {
    this.events = events;
  }

  /** Returns the newest events that match the filter. */
  List<EventRow> read(EventFilter filter, RowLimit limit) {
    return find(filter, limit.rows()).stream().map(EventRow::of).toList();
  }

  private List<QueueEntry> find(EventFilter filter, int limit) {
    String statuses = filter.statuses();
    String types = filter.types();
    String error = filter.errorPattern();
    Instant receivedSince = filter.receivedSince();
    // Nothing is queued before it is received.
    Instant since = Collections.max(List.of(receivedSince, filter.queuedSince()));
    Instant beforeAt = filter.before().at();
    UUID beforeId = filter.before().id();
    int lookedAt = filter.lookedAt(limit);
    if (filter.entityId().isPresent()) {
      return events.recentOfRecord(
          filter.entityId().get(),
          types,
          statuses,
          error,
          receivedSince,
          since,
          beforeAt,
          beforeId,
          lookedAt,
          limit);
    }
    return types.isEmpty()
        ? events.recent(statuses, error, receivedSince, since, beforeAt, beforeId, lookedAt, limit)
        : events.recentOfTypes(
            types, statuses, error, receivedSince, since, beforeAt, beforeId, lookedAt, limit);
  }
}
