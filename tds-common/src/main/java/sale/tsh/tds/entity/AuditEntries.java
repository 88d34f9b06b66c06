package sale.tsh.tds.entity;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The audit trail. Save an entry in the transaction of its action. */
public interface AuditEntries extends Repository<AuditEntry, Long> {

  AuditEntry save(AuditEntry entry);

  /** The actions on these subjects, oldest first. */
  List<AuditEntry> findBySubjectInOrderByIdAsc(Collection<String> subjects);

  /** The newest entries with a lower id, newest first. */
  @Query("select e from AuditEntry e where e.id < :before order by e.id desc limit :limit")
  List<AuditEntry> newest(long before, int limit);
}
