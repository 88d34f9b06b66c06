package sale.tsh.tds.worker.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import sale.tsh.tds.queue.ClaimedEvent;

/** The events that this process holds: what the lease keeper renews and a shutdown gives back. */
public class Running {

  private final Map<UUID, ClaimedEvent> events = new ConcurrentHashMap<>();

  void add(Collection<ClaimedEvent> claimed) {
    claimed.forEach(event -> events.put(event.id(), event));
  }

  /** Forgets events; one that was claimed again meanwhile, after a reset by hand, stays. */
  void remove(Collection<ClaimedEvent> ended) {
    ended.forEach(event -> events.remove(event.id(), event));
  }

  /** How many they are. */
  public int size() {
    return events.size();
  }

  List<ClaimedEvent> held() {
    return List.copyOf(events.values());
  }
}
