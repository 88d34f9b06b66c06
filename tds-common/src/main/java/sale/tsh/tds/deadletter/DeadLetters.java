package sale.tsh.tds.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the dead letters. */
public interface DeadLetters extends Repository<DeadLetter, UUID> {

  /** The open ones, newest first. */
  @Query(
      """
      select d from DeadLetter d
       where d.redrivenAt is null and d.discardedAt is null
       order by d.movedToDlqAt desc, d.id
       limit :limit
      """)
  List<DeadLetter> open(int limit);

  Optional<DeadLetter> findById(UUID id);

  /** The one that has this id, or that tells of the event of this id. */
  List<DeadLetter> findByIdOrOriginalQueueId(UUID id, UUID originalQueueId);

  /** All of a delivery's event, open or not, oldest first. */
  List<DeadLetter> findByDeliveryIdOrderByMovedToDlqAtAscIdAsc(UUID deliveryId);
}
