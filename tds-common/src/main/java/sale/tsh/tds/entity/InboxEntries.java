package sale.tsh.tds.entity;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the inbox. */
public interface InboxEntries extends Repository<InboxEntry, UUID> {

  /** Reads into a record whose components have the names of the entity's fields. */
  <T> Optional<T> findById(UUID id, Class<T> type);

  boolean existsById(UUID id);

  /** The id of the delivery that became this event, by the event's present id. */
  @Query("select e.id from InboxEntry e where e.eventId = :eventId")
  Optional<UUID> findIdByEventId(UUID eventId);
}
