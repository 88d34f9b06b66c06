package sale.tsh.tds.entity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The audit trail. Save an entry in the transaction of its action. */
public interface AuditEntries extends Repository<AuditEntry, Long> {

  AuditEntry save(AuditEntry entry);

  /** The actions on these subjects, oldest first. */
  List<AuditEntry> findBySubjectInOrderByIdAsc(Collection<String> subjects);

  /**
   * The newest entries with a lower id, newest first.
   *
   * @param actor only what this operator did; empty for all
   */
  @Query(
      """
      select e from AuditEntry e
       where e.id < :before and (:actor = '' or e.actor = :actor)
         and e.actedAt >= :since and e.actedAt < :until
       order by e.id desc limit :limit
      """)
  List<AuditEntry> newest(long before, String actor, Instant since, Instant until, int limit);
}
