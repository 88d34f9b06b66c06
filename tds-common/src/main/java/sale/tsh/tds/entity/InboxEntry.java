package sale.tsh.tds.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A delivery in the inbox, accepted or refused, for reading. */
@Entity
@Immutable
@Table(name = "tds_inbox_events")
public class InboxEntry {

  @Id private UUID id;
  private Instant receivedAt;
  private @Nullable UUID eventId;
  private String path;
  private String query;
  private String contentType;
  private String headers;
  private @Nullable String remoteAddress;
  private String body;
  private int bodySize;
  private @Nullable String refusal;
  private @Nullable String refusalDetail;
  private @Nullable String entityType;
  private @Nullable String entityId;
  private @Nullable String operation;
  private @Nullable Instant modifiedTime;
  private @Nullable String idempotencyKey;
  private int duplicateCount;
  private @Nullable Instant lastDuplicateAt;
  private boolean processed;
  private @Nullable Instant processedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected InboxEntry() {}

  public UUID id() {
    return id;
  }

  public Instant receivedAt() {
    return receivedAt;
  }

  /** The event it became, by its present id. */
  public @Nullable UUID eventId() {
    return eventId;
  }

  /** The last part of the webhook's path. */
  public String path() {
    return path;
  }

  public String query() {
    return query;
  }

  public String contentType() {
    return contentType;
  }

  /** The headers worth keeping, as a JSON object. */
  public String headers() {
    return headers;
  }

  public @Nullable String remoteAddress() {
    return remoteAddress;
  }

  public String body() {
    return body;
  }

  public int bodySize() {
    return bodySize;
  }

  /** Why it was refused. */
  public @Nullable String refusal() {
    return refusal;
  }

  public @Nullable String refusalDetail() {
    return refusalDetail;
  }

  public @Nullable String entityType() {
    return entityType;
  }

  public @Nullable String entityId() {
    return entityId;
  }

  public @Nullable String operation() {
    return operation;
  }

  /** The record's own time in it. */
  public @Nullable Instant modifiedTime() {
    return modifiedTime;
  }

  public @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  public int duplicateCount() {
    return duplicateCount;
  }

  public @Nullable Instant lastDuplicateAt() {
    return lastDuplicateAt;
  }

  /** Whether retention may delete it. */
  public boolean processed() {
    return processed;
  }

  public @Nullable Instant processedAt() {
    return processedAt;
  }
}
