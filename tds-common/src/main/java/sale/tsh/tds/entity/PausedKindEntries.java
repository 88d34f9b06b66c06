package sale.tsh.tds.entity;

import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The kinds that an operator has paused. Their deliveries are still taken and their running events
 * end, but none of their events is claimed.
 */
public interface PausedKindEntries extends Repository<PausedKindEntry, String> {

  /** The paused kinds, the longest paused first. */
  @Query("select p from PausedKindEntry p order by p.pausedAt, p.kind")
  List<PausedKindEntry> list();

  /** Pauses a kind. Returns 0 if it was paused already. SQL, because the time is the database's. */
  @Transactional
  @Modifying
  @NativeQuery(
      """
      insert into tds_paused_kinds (entity_type, paused_by)
      values (:kind, :by)
      on conflict (entity_type) do nothing
      """)
  int pause(String kind, String by);

  /** Resumes a kind. Returns 0 if it was not paused. */
  @Transactional
  @Modifying
  @Query("delete from PausedKindEntry p where p.kind = :kind")
  int resume(String kind);
}
