package sale.tsh.tds.entity;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The kinds outside the catalogue, as far as deliveries have named them. */
public interface OtherKindEntries extends Repository<OtherKindEntry, String> {

  /** All names, in their order. The setting {@code WEBHOOK_MAX_OTHER_KINDS} bounds their number. */
  @Query("select k.name from OtherKindEntry k order by k.name")
  List<String> names();

  /** Whether a delivery has named this kind. */
  boolean existsByName(String name);
}
