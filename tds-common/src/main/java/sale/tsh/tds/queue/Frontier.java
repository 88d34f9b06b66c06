package sale.tsh.tds.queue;

import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How far the claims of a backlog have come. A claim begins where the one before it did: what
 * stands before that was claimed, and as long as some session holds an old snapshot the index keeps
 * an entry of each such event, which a claim from the first on would have to walk over again. Not
 * where that one ended: deliveries are committed in another order than they arrive.
 *
 * <p>What comes back to a place before the frontier, or comes in there by its priority, is found
 * after {@link #OLDEST_NANOS}, or as soon as a claim is not full. For one thread.
 */
public final class Frontier {

  static final long OLDEST_NANOS = 1_000_000_000;

  private final LongSupplier nanoTime;
  private Place from = Place.FIRST;
  private long since;

  /**
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  public Frontier(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** From where the next claim is to look. */
  public Place next() {
    long now = nanoTime.getAsLong();
    if (now - since > OLDEST_NANOS) {
      from = Place.FIRST;
    }
    if (from.equals(Place.FIRST)) {
      since = now;
    }
    return from;
  }

  /**
   * Takes in what a claim of at most {@code limit} events has brought. Retries tell nothing: they
   * are claimed wherever they stand.
   */
  public void claimed(List<ClaimedEvent> events, int limit) {
    if (events.size() < limit) {
      from = Place.FIRST;
    } else {
      from =
          events.stream()
              .filter(event -> event.attemptsEnded() == 0)
              .map(ClaimedEvent::place)
              .min(Comparator.naturalOrder())
              .orElse(from);
    }
  }
}
