package sale.tsh.tds.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Formula;
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

  /** The most characters of a body that are read. */
  public static final int MOST_CHARACTERS = 1_000_000;

  @Id private UUID id;
  private Instant receivedAt;

  /** The event it became, by its present id. */
  private @Nullable UUID eventId;

  /** The HTTP method of a refused delivery; null in rows of earlier releases. */
  private @Nullable String method;

  /** The last part of the webhook's path. */
  private String path;

  private String query;
  private String contentType;

  /** The headers worth keeping, as a JSON object. */
  private String headers;

  private @Nullable String remoteAddress;

  /** The beginning of the body. */
  @Formula("left(body, " + MOST_CHARACTERS + ")")
  private String body;

  /** Whether that is not all of it. */
  @Formula("(length(body) > " + MOST_CHARACTERS + ")")
  private boolean bodyCut;

  private int bodySize;

  /** Whether a refused delivery is kept whole; null in rows of earlier releases. */
  private @Nullable Boolean whole;

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

  /** When this refused delivery was taken again. */
  private @Nullable Instant takenAt;

  /** The event that this refused delivery became or repeated when it was taken again. */
  private @Nullable UUID takenAs;

  /** The refused delivery that was taken again as this one. */
  private @Nullable UUID takenFrom;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected InboxEntry() {}
}
