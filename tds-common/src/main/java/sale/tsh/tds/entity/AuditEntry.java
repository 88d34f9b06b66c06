package sale.tsh.tds.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One action of an operator. */
@Entity
@Table(name = "tds_audit_trail")
public class AuditEntry {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(insertable = false, updatable = false)
  private Instant actedAt;

  private String actor;
  private String action;
  private String subject;
  private @Nullable String detail;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected AuditEntry() {}

  /** An action that the database is to give its time. */
  @SuppressWarnings("NullAway.Init")
  public AuditEntry(String actor, String action, String subject, @Nullable String detail) {
    this.actor = actor;
    this.action = action;
    this.subject = subject;
    this.detail = detail;
  }

  /** Its position in the trail. A later entry has a higher id. */
  public long id() {
    return Objects.requireNonNull(id);
  }

  public Instant actedAt() {
    return actedAt;
  }

  public String actor() {
    return actor;
  }

  public String action() {
    return action;
  }

  /** The id of the dead letter, alert or bulk action, or the name of the kind. */
  public String subject() {
    return subject;
  }

  public @Nullable String detail() {
    return detail;
  }
}
