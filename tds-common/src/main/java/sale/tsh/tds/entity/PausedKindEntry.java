package sale.tsh.tds.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A kind whose events are not claimed. */
@Entity
@Immutable
@Table(name = "tds_paused_kinds")
public class PausedKindEntry {

  @Id
  @Column(name = "entity_type")
  private String kind;

  private Instant pausedAt;
  private String pausedBy;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected PausedKindEntry() {}

  public String kind() {
    return kind;
  }

  public Instant pausedAt() {
    return pausedAt;
  }

  /** The operator who paused it. */
  public String pausedBy() {
    return pausedBy;
  }
}
