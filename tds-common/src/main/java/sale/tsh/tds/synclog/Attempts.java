package sale.tsh.tds.synclog;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Reads the log of attempts. */
public interface Attempts extends Repository<Attempt, Long> {

  /** The attempts of an event under each of the ids it has had, oldest first. */
  List<Attempt> findByQueueIdInOrderByCreatedAtAscIdAsc(Collection<UUID> queueIds);
}
