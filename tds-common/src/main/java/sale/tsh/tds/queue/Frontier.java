package sale.tsh.tds.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/**
 * How far the claims of a backlog have come. A claim begins where the one before it did: what
 * stands before that was claimed, and as long as some session holds an old snapshot the index keeps
 * an entry of each such event, which a claim from the first on would have to walk over again.
 *
 * <p>What comes back to a place before the frontier, or comes in there by its priority, is found
 * once the frontier is as old as it may be, or as soon as a claim is not full. For one thread.
 */
public final class Frontier {

  private final InstantSource clock;
  private final Duration oldest;
  private Place from = Place.FIRST;
  private Instant since = Instant.MIN;

  /** After {@code oldest} a claim looks at all places again. */
  public Frontier(InstantSource clock, Duration oldest) {
    this.clock = clock;
    this.oldest = oldest;
  }

  /** From where the next claim is to look. */
  public Place next() {
    Instant now = clock.instant();
    if (from.equals(Place.FIRST) || since.plus(oldest).isBefore(now)) {
      from = Place.FIRST;
      since = now;
    }
    return from;
  }

  /** Takes in what a claim of at most {@code limit} events has brought. */
  public void claimed(List<ClaimedEvent> events, int limit) {
    from =
        events.size() < limit
            ? Place.FIRST
            : events.stream()
                .map(ClaimedEvent::place)
                .min(Comparator.naturalOrder())
                .orElse(Place.FIRST);
  }
}
