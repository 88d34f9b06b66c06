package sale.tsh.tds.queue;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How far the claims of a backlog have come. A claim begins where the one before it did: what
 * stands before that was claimed, and as long as some session holds an old snapshot the index keeps
 * an entry of each such event, which a claim from the first on would have to walk over again. Not
 * where that one ended: deliveries are committed in another order than they arrive.
 *
 * <p>What comes back to a place before the frontier, or comes in there by its priority, is found as
 * soon as a claim is not full, unless a look at all places is dear: then by the next {@link
 * DearLook}. For one thread.
 */
public final class Frontier {

  static final Duration PERIOD = Duration.ofSeconds(1);

  private final DearLook look;
  private Place reached = Place.FIRST;
  private Place from = Place.FIRST;

  /**
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  public Frontier(LongSupplier nanoTime) {
    this.look = new DearLook(PERIOD, nanoTime);
  }

  /** From where the claim that is made now is to look. */
  public Place next() {
    from = look.isDue() ? Place.FIRST : reached;
    if (looksAtAll()) {
      look.begin();
    }
    return from;
  }

  /**
   * Takes in what that claim of at most {@code limit} events has brought. Retries tell nothing:
   * they are claimed wherever they stand. Returns whether there may be more to claim at once.
   */
  public boolean claimed(List<ClaimedEvent> events, int limit) {
    if (looksAtAll()) {
      look.end();
    }
    if (events.size() == limit) {
      reached =
          events.stream()
              .filter(event -> event.attemptsEnded() == 0)
              .map(ClaimedEvent::place)
              .min(Comparator.naturalOrder())
              .orElse(reached);
      return true;
    }
    if (look.isCheap()) {
      reached = Place.FIRST;
    }
    return look.isCheap() && !looksAtAll();
  }

  /** Whether the claim that was made last, or is made now, looks at all places. */
  public boolean looksAtAll() {
    return from.equals(Place.FIRST);
  }
}
