package sale.tsh.tds.inbox;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Reads the inbox. */
public interface KeptDeliveries extends Repository<KeptDelivery, UUID> {

  Optional<KeptDelivery> findById(UUID id);

  /** The delivery that became this event, by the event's present id. */
  Optional<KeptDelivery> findByEventId(UUID eventId);
}
