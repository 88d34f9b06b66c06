package sale.tsh.tds.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The newest rebuild of a kind's columns and lines. */
@Entity
@Immutable
@Table(name = "tds_rebuilds")
public class RebuildEntry {

  @Id
  @Column(name = "entity_type")
  private String kind;

  private long examined;
  private Instant startedAt;
  private @Nullable Instant finishedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected RebuildEntry() {}

  public String kind() {
    return kind;
  }

  /** How many rows were compared with their records so far. */
  public long examined() {
    return examined;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** Null while it goes on. */
  public @Nullable Instant finishedAt() {
    return finishedAt;
  }
}
