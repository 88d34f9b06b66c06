package sale.tsh.tds.entity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Reads the dead letters. */
public interface DeadLetterEntries extends Repository<DeadLetterEntry, UUID> {

  Optional<DeadLetterEntry> findById(UUID id);

  /** The dead letter with this id, or of the event with this id. */
  List<DeadLetterEntry> findByIdOrOriginalQueueId(UUID id, UUID originalQueueId);

  /** All dead letters of a delivery's event, open or closed, oldest first. */
  List<DeadLetterEntry> findByDeliveryIdOrderByMovedToDlqAtAscIdAsc(UUID deliveryId);
}
