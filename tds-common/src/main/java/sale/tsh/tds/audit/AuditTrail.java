package sale.tsh.tds.audit;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The audit trail; an entry is saved in the transaction of the action it tells of. */
public interface AuditTrail extends Repository<AuditEntry, Long> {

  AuditEntry save(AuditEntry entry);

  /** What was done to these, oldest first. */
  List<AuditEntry> findBySubjectInOrderByIdAsc(Collection<String> subjects);

  /** The newest with a lower id, newest first. */
  @Query("select e from AuditEntry e where e.id < :before order by e.id desc limit :limit")
  List<AuditEntry> newest(long before, int limit);
}
