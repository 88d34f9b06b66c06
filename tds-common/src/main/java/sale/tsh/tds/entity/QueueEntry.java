package sale.tsh.tds.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.queue.EventQueue;

/** An event in the queue, for reading. {@link EventQueue} changes it. */
@Entity
@Immutable
@Table(name = "tds_sync_queue")
@SuppressWarnings("unused") // Queries name the fields that have no accessor.
public class QueueEntry {

  @Id private UUID id;
  private UUID deliveryId;
  private String eventType;
  private String entityType;
  private String entityId;
  private String status;
  private int priority;
  private int attemptCount;
  private @Nullable Instant receivedAt;
  private Instant queuedAt;

  /** When it may be claimed next, while it waits for a retry. */
  private Instant dueAt;

  private @Nullable Instant startedAt;
  private @Nullable Instant completedAt;
  private @Nullable String errorMessage;

  /** The worker that runs it now. */
  private @Nullable String leaseOwner;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected QueueEntry() {}

  public UUID id() {
    return id;
  }

  /** The inbox row that holds its body. */
  public UUID deliveryId() {
    return deliveryId;
  }

  public String eventType() {
    return eventType;
  }

  public String entityId() {
    return entityId;
  }

  public String status() {
    return status;
  }

  public int priority() {
    return priority;
  }

  /** Attempts that ended. */
  public int attemptCount() {
    return attemptCount;
  }

  /** When its delivery came in. A retry does not change it. */
  public Instant receivedAt() {
    return receivedAt == null ? queuedAt : receivedAt;
  }

  /** When it was queued last. */
  public Instant queuedAt() {
    return queuedAt;
  }

  public @Nullable Instant startedAt() {
    return startedAt;
  }

  public @Nullable Instant completedAt() {
    return completedAt;
  }

  public @Nullable String errorMessage() {
    return errorMessage;
  }
}
