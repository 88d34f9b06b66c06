package sale.tsh.tds.api.dashboard.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.entity.QueueEntry;

/**
 * A row of {@code GET /dashboard/recent-events}.
 *
 * @param receivedAt when its delivery came in. A retry does not change it. The guide's answer does
 *     not have it
 * @param queuedAt when it was queued last
 */
record EventRow(
    UUID id,
    String eventType,
    String entityId,
    String status,
    int attemptCount,
    int priority,
    @JsonIgnore Instant receivedAt,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable String errorMessage) {

  /** In seconds. A pulled record is received before Zoho answers. */
  private static final int SOON = 60;

  static EventRow of(QueueEntry event) {
    return new EventRow(
        event.id(),
        event.eventType(),
        event.entityId(),
        event.status(),
        event.attemptCount(),
        event.priority(),
        event.receivedAt(),
        event.queuedAt(),
        event.startedAt(),
        event.completedAt(),
        event.errorMessage());
  }

  /** Whether it was queued again long after its delivery came in. */
  public boolean wasQueuedAgain() {
    return queuedAt.isAfter(receivedAt.plusSeconds(SOON));
  }
}
