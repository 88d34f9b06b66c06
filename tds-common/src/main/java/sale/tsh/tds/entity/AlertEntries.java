package sale.tsh.tds.entity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads all alerts that are kept. {@code Alerts} reads the active ones. */
public interface AlertEntries extends Repository<AlertEntry, UUID> {

  /** The newest alerts raised before a time, or at that time with a higher id. */
  @Query(
      """
      select a
        from AlertEntry a
       where a.createdAt < :at or (a.createdAt = :at and a.id > :id)
       order by a.createdAt desc, a.id
       limit :limit
      """)
  List<AlertEntry> newest(Instant at, UUID id, int limit);
}
