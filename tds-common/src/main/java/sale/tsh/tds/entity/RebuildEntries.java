package sale.tsh.tds.entity;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rebuilds of the mirror, one per kind. A worker writes them. */
public interface RebuildEntries extends Repository<RebuildEntry, String> {

  /** The rebuilds that have begun and go on. */
  @Query(
      """
      select r from RebuildEntry r where r.finishedAt is null and r.examined > 0 order by r.startedAt, r.kind
      """)
  List<RebuildEntry> running();
}
