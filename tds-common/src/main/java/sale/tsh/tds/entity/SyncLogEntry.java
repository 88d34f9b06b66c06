package sale.tsh.tds.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An attempt that ended. */
@Entity
@Immutable
@Table(name = "tds_sync_logs")
public class SyncLogEntry {

  @Id private long id;
  private UUID queueId;
  private Instant createdAt;
  private int attempt;
  private String outcome;
  private double durationMs;
  private @Nullable String error;
  private @Nullable String worker;
  private @Nullable String note;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected SyncLogEntry() {}

  /** The event's id at that time. A redrive gives the event a new id. */
  public UUID queueId() {
    return queueId;
  }

  /** When it ended. */
  public Instant createdAt() {
    return createdAt;
  }

  /** Its number, from 1 for each id the event has had. */
  public int attempt() {
    return attempt;
  }

  /**
   * {@code applied}, {@code unchanged}, {@code superseded}, {@code incomplete} or {@code failed}.
   */
  public String outcome() {
    return outcome;
  }

  public double durationMs() {
    return durationMs;
  }

  public @Nullable String error() {
    return error;
  }

  public @Nullable String worker() {
    return worker;
  }

  /** What an attempt that took effect left out. */
  public @Nullable String note() {
    return note;
  }
}
