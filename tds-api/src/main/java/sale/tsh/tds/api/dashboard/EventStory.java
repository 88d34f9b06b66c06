package sale.tsh.tds.api.dashboard;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.record.Changes;
import sale.tsh.tds.audit.AuditEntry;
import sale.tsh.tds.deadletter.DeadLetter;
import sale.tsh.tds.inbox.KeptDelivery;
import sale.tsh.tds.queue.Event;
import sale.tsh.tds.synclog.Attempt;

/**
 * The answer of {@code GET /dashboard/events/{id}}: everything that is known of one event, from the
 * delivery to its effect. Every id in it leads to a story again.
 *
 * @param ids the delivery's, those the event has had across redrives, and the one it would get next
 * @param delivery null once retention has taken it
 * @param event null once it has left the queue
 * @param changes what the event wrote to the record; null where its delivery is no longer kept, or
 *     was never accepted
 * @param record what the mirror holds of the record now
 */
public record EventStory(
    Collection<UUID> ids,
    @Nullable Delivery delivery,
    @Nullable Queued event,
    List<Tried> attempts,
    List<Dead> deadLetters,
    List<Action> operatorActions,
    @Nullable Changes changes,
    @Nullable MirrorRecord record) {

  /**
   * The call from Zoho, as the inbox keeps it.
   *
   * @param headers those that are kept, by name; none that proves who somebody is
   */
  public record Delivery(
      UUID id,
      Instant receivedAt,
      String path,
      String query,
      String contentType,
      @JsonRawValue @Schema(implementation = Object.class) String headers,
      @Nullable String remoteAddress,
      int bodySize,
      String body,
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
      @Nullable UUID eventId) {

    static Delivery of(KeptDelivery kept) {
      return new Delivery(
          kept.id(),
          kept.receivedAt(),
          kept.path(),
          kept.query(),
          kept.contentType(),
          kept.headers(),
          kept.remoteAddress(),
          kept.bodySize(),
          kept.body(),
          kept.refusal(),
          kept.refusalDetail(),
          kept.entityType(),
          kept.entityId(),
          kept.operation(),
          kept.modifiedTime(),
          kept.idempotencyKey(),
          kept.duplicateCount(),
          kept.lastDuplicateAt(),
          kept.processed(),
          kept.processedAt(),
          kept.eventId());
    }
  }

  /** The event in the queue. */
  public record Queued(
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
      @Nullable String leaseOwner) {

    static Queued of(Event event) {
      return new Queued(
          event.id(),
          event.eventType(),
          event.entityType(),
          event.entityId(),
          event.status(),
          event.priority(),
          event.attemptCount(),
          event.queuedAt(),
          event.dueAt(),
          event.startedAt(),
          event.completedAt(),
          event.errorMessage(),
          event.leaseOwner());
    }
  }

  /** An attempt that ended. */
  public record Tried(
      UUID queueId,
      int attempt,
      Instant endedAt,
      String outcome,
      double durationMs,
      @Nullable String error,
      @Nullable String worker) {

    static Tried of(Attempt attempt) {
      return new Tried(
          attempt.queueId(),
          attempt.attempt(),
          attempt.createdAt(),
          attempt.outcome(),
          attempt.durationMs(),
          attempt.error(),
          attempt.worker());
    }
  }

  /**
   * A time it died.
   *
   * @param redrivenAs the event it became, where an operator redrove it
   * @param repeatedBy the delivery that took its place, where Zoho sent the same again
   */
  public record Dead(
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

    static Dead of(DeadLetter letter) {
      boolean redriven = letter.redrivenAt() != null && letter.repeatedBy() == null;
      return new Dead(
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

  /** What an operator did to it, or to the bulk that took it: the subject says which. */
  public record Action(
      Instant actedAt, String actor, String action, String subject, @Nullable String detail) {

    static Action of(AuditEntry entry) {
      return new Action(
          entry.actedAt(), entry.actor(), entry.action(), entry.subject(), entry.detail());
    }
  }

  /**
   * The record in the mirror.
   *
   * @param written whether this event is the one that last moved it
   * @param row the row's columns, without the record as received
   */
  public record MirrorRecord(
      String table,
      String key,
      boolean written,
      @Nullable Integer lines,
      @JsonRawValue @Schema(implementation = Object.class) String row) {}
}
