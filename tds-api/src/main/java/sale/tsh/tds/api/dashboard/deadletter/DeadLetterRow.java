package sale.tsh.tds.api.dashboard.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param payload the record as PostgreSQL stores it. No number passes through Java. Null if it is
 *     too large for a list
 * @param payloadLeftOut why the payload is null and where it is; null if the payload is here
 */
record DeadLetterRow(
    UUID id,
    UUID originalQueueId,
    String eventType,
    String entityId,
    @JsonRawValue
        @Schema(
            implementation = Object.class,
            description = "The record as received; null if it is larger than 4 MiB")
        @Nullable String payload,
    int attemptCount,
    String lastError,
    Instant movedToDlqAt,
    int retryCount,
    @Nullable Instant lastRetryAt,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Only where the payload is null: why, and where it is")
        @Nullable String payloadLeftOut) {

  static DeadLetterRow of(ResultSet row) throws SQLException {
    Timestamp lastRetry = row.getTimestamp("last_retry_at");
    UUID id = row.getObject("id", UUID.class);
    String payload = row.getString("payload");
    return new DeadLetterRow(
        id,
        row.getObject("original_queue_id", UUID.class),
        row.getString("event_type"),
        row.getString("entity_id"),
        payload,
        row.getInt("attempt_count"),
        row.getString("last_error"),
        row.getTimestamp("moved_to_dlq_at").toInstant(),
        row.getInt("retry_count"),
        lastRetry == null ? null : lastRetry.toInstant(),
        payload == null
            ? "The record may be larger than %d MiB. GET /dashboard/dead-letter/%s/payload sends it."
                .formatted(DeadLetterReader.MOST_BYTES >> 20, id)
            : null);
  }
}
