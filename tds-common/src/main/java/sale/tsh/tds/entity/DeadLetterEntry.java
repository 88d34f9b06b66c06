package sale.tsh.tds.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its payload, for reading. It is open until it is redriven, repeated by Zoho
 * or discarded. A redrive gives its event the id of the dead letter.
 */
@Entity
@Immutable
@Table(name = "tds_dead_letter_queue")
public class DeadLetterEntry {

  @Id private UUID id;
  private UUID originalQueueId;
  private UUID deliveryId;
  private String eventType;
  private String entityType;
  private String entityId;
  private int attemptCount;
  private String lastError;
  private Instant movedToDlqAt;
  private int retryCount;
  private @Nullable Instant lastRetryAt;
  private @Nullable Instant redrivenAt;
  private @Nullable UUID repeatedBy;
  private @Nullable Instant discardedAt;
  private @Nullable String discardReason;
  private String errorGroup;
  private @Nullable UUID bulkId;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected DeadLetterEntry() {}

  public UUID id() {
    return id;
  }

  /** The id of the event that died. */
  public UUID originalQueueId() {
    return originalQueueId;
  }

  public UUID deliveryId() {
    return deliveryId;
  }

  public String eventType() {
    return eventType;
  }

  public String entityType() {
    return entityType;
  }

  public String entityId() {
    return entityId;
  }

  public int attemptCount() {
    return attemptCount;
  }

  public String lastError() {
    return lastError;
  }

  public Instant movedToDlqAt() {
    return movedToDlqAt;
  }

  /** How often the event had been redriven before it died this time. */
  public int retryCount() {
    return retryCount;
  }

  public @Nullable Instant lastRetryAt() {
    return lastRetryAt;
  }

  /** When it left the dead letters, by a redrive or a repeat. */
  public @Nullable Instant redrivenAt() {
    return redrivenAt;
  }

  /** The delivery that repeated it, if it left by a repeat. */
  public @Nullable UUID repeatedBy() {
    return repeatedBy;
  }

  public @Nullable Instant discardedAt() {
    return discardedAt;
  }

  public @Nullable String discardReason() {
    return discardReason;
  }

  /** The id of the kind and the pattern of its error. */
  public String errorGroup() {
    return errorGroup;
  }

  /** The bulk action that is to take it, or took it. */
  public @Nullable UUID bulkId() {
    return bulkId;
  }
}
