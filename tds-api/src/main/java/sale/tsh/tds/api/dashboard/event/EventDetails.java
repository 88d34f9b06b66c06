package sale.tsh.tds.api.dashboard.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.record.EventChanges;
import sale.tsh.tds.api.dashboard.record.MirrorRecord;
import sale.tsh.tds.entity.AuditEntry;
import sale.tsh.tds.entity.DeadLetterEntry;
import sale.tsh.tds.entity.SyncLogEntry;

/**
 * The answer of {@code GET /dashboard/events/{id}}: everything known about one event, from its
 * delivery to its effect. Each id in it can be looked up the same way.
 *
 * @param ids the delivery's id, the ids that the event has had across redrives, and the id it would
 *     get next
 * @param delivery null once retention has removed it
 * @param event null once it has left the queue
 * @param changes what the event wrote to the record; null if its delivery is no longer kept or was
 *     refused
 * @param record the record in the mirror now
 */
record EventDetails(
    Collection<UUID> ids,
    @Nullable InboxDelivery delivery,
    @Nullable QueuedEvent event,
    List<EndedAttempt> attempts,
    List<DeadLetterDetails> deadLetters,
    List<OperatorAction> operatorActions,
    @Nullable EventChanges changes,
    @Nullable MirrorRecord record) {

  /**
   * The call from Zoho as the inbox keeps it. {@code InboxEntries} fills it by the names of its
   * components.
   *
   * @param method the HTTP method of a refused delivery; null in rows of earlier releases
   * @param headers the headers that are kept, by name. No credentials are among them
   * @param whole whether a refused delivery is kept whole; null in rows of earlier releases
   * @param bodyCut whether the body here is only its beginning
   * @param takenAs the event that a refused delivery became, or repeated, when it was taken again
   * @param takenFrom the refused delivery that was taken again as this one
   */
  record InboxDelivery(
      UUID id,
      Instant receivedAt,
      @Nullable String method,
      String path,
      String query,
      String contentType,
      @JsonRawValue @Schema(implementation = Object.class) String headers,
      @Nullable String remoteAddress,
      int bodySize,
      @Nullable Boolean whole,
      String body,
      @Schema(
              description =
                  "Whether body is only the beginning, 1,000,000 characters. GET /dashboard/view/events/{id}/body sends all of it")
          boolean bodyCut,
      @Nullable String refusal,
      @Nullable String refusalDetail,
      @Nullable String entityType,
      @Nullable String entityId,
      @Nullable String operation,
      @Nullable Instant modifiedTime,
      @Nullable String idempotencyKey,
      int duplicateCount,
      @Nullable Instant lastDuplicateAt,
      boolean processed,
      @Nullable Instant processedAt,
      @Nullable UUID eventId,
      @Nullable Instant takenAt,
      @Nullable UUID takenAs,
      @Nullable UUID takenFrom) {}

  /** The event in the queue. {@code QueueEntries} fills it by the names of its components. */
  record QueuedEvent(
      UUID id,
      String eventType,
      String entityType,
      String entityId,
      String status,
      int priority,
      int attemptCount,
      Instant queuedAt,
      Instant dueAt,
      @Nullable Instant startedAt,
      @Nullable Instant completedAt,
      @Nullable String errorMessage,
      @Nullable String leaseOwner) {}

  /**
   * An attempt that ended.
   *
   * @param note what an attempt that took effect left out; null if nothing was
   */
  record EndedAttempt(
      UUID queueId,
      int attempt,
      Instant endedAt,
      String outcome,
      double durationMs,
      @Nullable String error,
      @Nullable String note,
      @Nullable String worker) {

    static EndedAttempt of(SyncLogEntry attempt) {
      return new EndedAttempt(
          attempt.queueId(),
          attempt.attempt(),
          attempt.createdAt(),
          attempt.outcome(),
          attempt.durationMs(),
          attempt.error(),
          attempt.note(),
          attempt.worker());
    }
  }

  /**
   * A time at which the event became a dead letter.
   *
   * @param redrivenAs the new id of the event; null if no operator redrove it
   * @param repeatedBy the delivery that replaced it; null if Zoho did not send the same again
   */
  record DeadLetterDetails(
      UUID id,
      UUID originalQueueId,
      Instant movedToDlqAt,
      int attemptCount,
      String lastError,
      String errorGroup,
      int retryCount,
      @Nullable Instant redrivenAt,
      @Nullable UUID redrivenAs,
      @Nullable UUID repeatedBy,
      @Nullable UUID bulkId,
      @Nullable Instant discardedAt,
      @Nullable String discardReason) {

    /** Whether an operator cancelled the event before its attempts were spent. */
    boolean cancelled() {
      return movedToDlqAt.equals(discardedAt);
    }

    static DeadLetterDetails of(DeadLetterEntry letter) {
      boolean redriven = letter.redrivenAt() != null && letter.repeatedBy() == null;
      return new DeadLetterDetails(
          letter.id(),
          letter.originalQueueId(),
          letter.movedToDlqAt(),
          letter.attemptCount(),
          letter.lastError(),
          letter.errorGroup(),
          letter.retryCount(),
          letter.redrivenAt(),
          redriven ? letter.id() : null,
          letter.repeatedBy(),
          letter.bulkId(),
          letter.discardedAt(),
          letter.discardReason());
    }
  }

  /**
   * An action of an operator on the event or on the bulk retry that took it. The subject says
   * which.
   */
  record OperatorAction(
      Instant actedAt, String actor, String action, String subject, @Nullable String detail) {

    static OperatorAction of(AuditEntry entry) {
      return new OperatorAction(
          entry.actedAt(), entry.actor(), entry.action(), entry.subject(), entry.detail());
    }
  }
}
