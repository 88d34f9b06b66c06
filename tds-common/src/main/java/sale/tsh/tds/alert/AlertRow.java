package sale.tsh.tds.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An alert for reading; the watch changes it by SQL. */
@Entity
@Table(name = "tds_alerts")
class AlertRow {

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
  protected AlertRow() {}

  ActiveAlert active(AlertSettings settings) {
    return new ActiveAlert(
        id, Severity.of(severity), title, message, createdAt, settings.runbookOf(cause));
  }
}
