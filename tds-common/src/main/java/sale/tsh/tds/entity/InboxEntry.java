package sale.tsh.tds.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in the inbox, accepted or refused, for reading. {@link InboxEntries} reads its fields
 * into records.
 */
@Entity
@Immutable
@Table(name = "tds_inbox_events")
@SuppressWarnings("unused") // Queries name the fields.
public class InboxEntry {

  @Id private UUID id;
  private Instant receivedAt;

  /** The event it became, by its present id. */
  private @Nullable UUID eventId;

  /** The last part of the webhook's path. */
  private String path;

  private String query;
  private String contentType;

  /** The headers worth keeping, as a JSON object. */
  private String headers;

  private @Nullable String remoteAddress;
  private String body;
  private int bodySize;

  /** Why it was refused. */
  private @Nullable String refusal;

  private @Nullable String refusalDetail;
  private @Nullable String entityType;
  private @Nullable String entityId;
  private @Nullable String operation;

  /** The record's own time in it. */
  private @Nullable Instant modifiedTime;

  private @Nullable String idempotencyKey;
  private int duplicateCount;
  private @Nullable Instant lastDuplicateAt;

  /** Whether retention may delete it. */
  private boolean processed;

  private @Nullable Instant processedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected InboxEntry() {}
}
