package sale.tsh.tds.queue;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event under lease.
 *
 * @param token the lease's token: whoever ends the attempt must still hold it; null only where an
 *     operator put the event into processing by hand
 * @param attemptsEnded attempts that ended before this one
 * @param alone whether it has lost a lease and must run by itself
 * @param place where it stood when it was claimed
 * @param waited how long it had been due when it was claimed
 */
public record ClaimedEvent(
    UUID id,
    @Nullable UUID token,
    UUID deliveryId,
    String eventType,
    String entityType,
    String entityId,
    int attemptsEnded,
    boolean alone,
    Place place,
    Duration waited) {

  /** An event that had not waited, and before which none stood. */
  public ClaimedEvent(
      UUID id,
      @Nullable UUID token,
      UUID deliveryId,
      String eventType,
      String entityType,
      String entityId,
      int attemptsEnded,
      boolean alone) {
    this(
        id,
        token,
        deliveryId,
        eventType,
        entityType,
        entityId,
        attemptsEnded,
        alone,
        Place.FIRST,
        Duration.ZERO);
  }

  /** The number of this attempt, from 1. */
  public int attempt() {
    return attemptsEnded + 1;
  }
}
