package sale.tsh.tds.api.dashboard.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.entity.QueueEntry;

/** A row of {@code GET /dashboard/recent-events}. */
record EventRow(
    UUID id,
    String eventType,
    String entityId,
    String status,
    int attemptCount,
    int priority,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable String errorMessage) {

  static EventRow of(QueueEntry event) {
    return new EventRow(
        event.id(),
        event.eventType(),
        event.entityId(),
        event.status(),
        event.attemptCount(),
        event.priority(),
        event.queuedAt(),
        event.startedAt(),
        event.completedAt(),
        event.errorMessage());
  }
}
