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
 * @param delivery what it is about, where the claim brought it: that of a single event
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
    Duration waited,
    @Nullable StoredDelivery delivery) {

  /** An event that had not waited, before which none stood, and that brings no delivery. */
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
        Duration.ZERO,
        null);
  }

  /** The number of this attempt, from 1. */
  public int attempt() {
    return attemptsEnded + 1;
  }
}
