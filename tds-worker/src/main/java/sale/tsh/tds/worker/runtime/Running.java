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

/** The events that this process holds: what the lease keeper renews and a shutdown gives back. */
public class Running {

  private final Map<UUID, Held> events = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Duration handlerTimeout;

  /** A claim's events may be held for the time that all of them, one by one, may take. */
  public Running(InstantSource clock, Duration handlerTimeout) {
    this.clock = clock;
    this.handlerTimeout = handlerTimeout;
  }

  void add(Collection<ClaimedEvent> claimed) {
    // As a set, and then once more each when the set fails.
    Instant until = clock.instant().plus(handlerTimeout.multipliedBy(claimed.size() + 1L));
    claimed.forEach(event -> events.put(event.id(), new Held(event, until)));
  }

  /** Forgets events; one that was claimed again meanwhile, after a reset by hand, stays. */
  void remove(Collection<ClaimedEvent> ended) {
    ended.forEach(
        event ->
            events.computeIfPresent(
                event.id(), (id, held) -> held.event().equals(event) ? null : held));
  }

  /** How many they are. */
  public int size() {
    return events.size();
  }

  List<ClaimedEvent> all() {
    return events.values().stream().map(Held::event).toList();
  }

  /** The events whose time is not over: a handler that hangs keeps no lease for ever. */
  List<ClaimedEvent> inTime() {
    Instant now = clock.instant();
    return events.values().stream()
        .filter(held -> held.until().isAfter(now))
        .map(Held::event)
        .toList();
  }

  private record Held(ClaimedEvent event, Instant until) {}
}
