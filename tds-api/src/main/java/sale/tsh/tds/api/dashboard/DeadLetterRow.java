package sale.tsh.tds.api.dashboard;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.deadletter.DeadLetter;

/**
 * A row of {@code GET /dashboard/dead-letter}.
 *
 * @param payload the record as the database holds it: no number passes through Java
 */
public record DeadLetterRow(
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

  static DeadLetterRow of(DeadLetter letter) {
    return new DeadLetterRow(
        letter.id(),
        letter.originalQueueId(),
        letter.eventType(),
        letter.entityId(),
        letter.payload(),
        letter.attemptCount(),
        letter.lastError(),
        letter.movedToDlqAt(),
        letter.retryCount(),
        letter.lastRetryAt());
  }
}
