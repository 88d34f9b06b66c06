package sale.tsh.tds.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A kind outside the catalogue of which a delivery was accepted. */
@Entity
@Immutable
@Table(name = "tds_other_kinds")
public class OtherKindEntry {

  @Id private String name;

  private Instant firstSeenAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected OtherKindEntry() {}

  public String name() {
    return name;
  }

  public Instant firstSeenAt() {
    return firstSeenAt;
  }
}
