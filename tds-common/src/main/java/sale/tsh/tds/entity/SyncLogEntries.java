package sale.tsh.tds.entity;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Reads the log of attempts. */
public interface SyncLogEntries extends Repository<SyncLogEntry, Long> {

  /** The attempts of an event under each of the ids it has had, oldest first. */
  List<SyncLogEntry> findByQueueIdInOrderByCreatedAtAscIdAsc(Collection<UUID> queueIds);
}
