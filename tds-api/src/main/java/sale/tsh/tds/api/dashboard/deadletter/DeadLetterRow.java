package sale.tsh.tds.api.dashboard.deadletter;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code GET /dashboard/dead-letter}.
 *
 * @param payload the record as PostgreSQL stores it. No number passes through Java
 */
record DeadLetterRow(
    UUID id,
    UUID originalQueueId,
    String eventType,
    String entityId,
    @JsonRawValue @Schema(implementation = Object.class, description = "The record as received")
        String payload,
    int attemptCount,
    String lastError,
    Instant movedToDlqAt,
    int retryCount,
    @Nullable Instant lastRetryAt) {

  static DeadLetterRow of(ResultSet row) throws SQLException {
    Timestamp lastRetry = row.getTimestamp("last_retry_at");
    return new DeadLetterRow(
        row.getObject("id", UUID.class),
        row.getObject("original_queue_id", UUID.class),
        row.getString("event_type"),
        row.getString("entity_id"),
        row.getString("payload"),
        row.getInt("attempt_count"),
        row.getString("last_error"),
        row.getTimestamp("moved_to_dlq_at").toInstant(),
        row.getInt("retry_count"),
        lastRetry == null ? null : lastRetry.toInstant());
  }
}
