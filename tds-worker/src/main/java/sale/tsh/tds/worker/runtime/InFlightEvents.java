package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import sale.tsh.tds.queue.ClaimedEvent;

/**
 * The events that this process holds. The lease renewer renews them and a shutdown gives them back.
 */
public class InFlightEvents {

  private final Map<UUID, Held> events = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Duration handlerTimeout;

  /** The events of a claim may be held for as long as all of them may take one by one. */
  public InFlightEvents(InstantSource clock, Duration handlerTimeout) {
    this.clock = clock;
    this.handlerTimeout = handlerTimeout;
  }

  void add(Collection<ClaimedEvent> claimed) {
    // As a set, and once more one by one if the set fails.
    Instant until = clock.instant().plus(handlerTimeout.multipliedBy(claimed.size() + 1L));
    claimed.forEach(event -> events.put(event.id(), new Held(event, until)));
  }

  /** Forgets events, except an event that was claimed again after a reset by hand. */
  void remove(Collection<ClaimedEvent> ended) {
    ended.forEach(event ->
        events.computeIfPresent(
            event.id(), (id, held) -> held.event().equals(event) ? null : held));
  }

  /** The number of events. */
  public int size() {
    return events.size();
  }

  List<ClaimedEvent> all() {
    return events.values().stream().map(Held::event).toList();
  }

  /** The events whose time is not over. So a handler that hangs keeps no lease for ever. */
  List<ClaimedEvent> inTime() {
    Instant now = clock.instant();
    return events.values().stream()
        .filter(held -> held.until().isAfter(now))
        .map(Held::event)
        .toList();
  }

  private record Held(ClaimedEvent event, Instant until) {}
}
