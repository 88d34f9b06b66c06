package sale.tsh.tds.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code tds_alerts}, for reading. {@code AlertStore} changes alerts by SQL. */
@Entity
@Table(name = "tds_alerts")
public class AlertEntry {

  @Id private UUID id;

  private String cause;
  private String severity;
  private String title;
  private String message;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "acknowledged_at")
  private @Nullable Instant acknowledgedAt;

  @Column(name = "acknowledged_by")
  private @Nullable String acknowledgedBy;

  @Column(name = "resolved_at")
  private @Nullable Instant resolvedAt;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected AlertEntry() {}

  public UUID id() {
    return id;
  }

  public String cause() {
    return cause;
  }

  public String severity() {
    return severity;
  }

  public String title() {
    return title;
  }

  public String message() {
    return message;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public @Nullable Instant acknowledgedAt() {
    return acknowledgedAt;
  }

  public @Nullable String acknowledgedBy() {
    return acknowledgedBy;
  }

  public @Nullable Instant resolvedAt() {
    return resolvedAt;
  }
}
