package sale.tsh.tds.worker;

import static sale.tsh.tds.queue.EventStatus.COMPLETED;
import static sale.tsh.tds.queue.EventStatus.DEAD_LETTER;
import static sale.tsh.tds.queue.EventStatus.PENDING;
import static sale.tsh.tds.queue.EventStatus.PROCESSING;
import static sale.tsh.tds.queue.EventStatus.RETRY;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventStatus;

/**
 * A simple model of the queue's promises: events in memory, and the effect of each thing that can
 * happen to them. An attempt ends an event only with the event's newest token.
 */
final class QueueModel {

  private static final int MAX_ATTEMPTS = 3;

  private final Map<UUID, Event> events = new HashMap<>();
  private long arrivals;
  private long failures;

  /** One event. */
  private static final class Event {
    private final long arrival;
    private final boolean poison;
    private EventStatus status = PENDING;
    private int attempts;
    private boolean alone;
    private boolean expired;
    private long failure;
    private @Nullable UUID token;

    Event(long arrival, boolean poison) {
      this.arrival = arrival;
      this.poison = poison;
    }

    @Override
    public String toString() {
      return "%s, %d attempts%s".formatted(status.text(), attempts, alone ? ", alone" : "");
    }
  }

  /**
   * @param poison whether each attempt fails
   */
  void receive(UUID id, boolean poison) {
    events.put(id, new Event(++arrivals, poison));
  }

  /** The events that a claim of this size takes. */
  Set<UUID> claimable(int limit) {
    return Stream.concat(
            due(PENDING, Comparator.comparingLong(each -> each.arrival)).limit(limit),
            due(RETRY, Comparator.comparingLong(each -> each.failure)).limit(limit))
        .sorted(Comparator.comparingLong(id -> event(id).arrival))
        .limit(limit)
        .collect(Collectors.toSet());
  }

  /** The event that a claim of an event that must run alone takes. */
  Optional<UUID> claimableAlone() {
    return events.entrySet().stream()
        .filter(each -> each.getValue().alone)
        .filter(each -> Set.of(PENDING, RETRY).contains(each.getValue().status))
        .min(Comparator.comparingLong(each -> each.getValue().arrival))
        .map(Map.Entry::getKey);
  }

  void claimed(Collection<ClaimedEvent> claimed) {
    for (ClaimedEvent each : claimed) {
      Event event = event(each.id());
      event.status = PROCESSING;
      event.token = each.token();
      event.expired = false;
    }
  }

  /** An attempt of each event ended. */
  void processed(Collection<ClaimedEvent> claimed) {
    for (Event event : held(claimed)) {
      if (event.poison) {
        fail(event);
      } else {
        event.attempts++;
        event.status = COMPLETED;
      }
    }
  }

  void failed(ClaimedEvent claimed) {
    held(List.of(claimed)).forEach(this::fail);
  }

  void renewed(Collection<ClaimedEvent> claimed) {
    held(claimed).forEach(event -> event.expired = false);
  }

  void released(Collection<ClaimedEvent> claimed) {
    held(claimed).forEach(event -> event.status = PENDING);
  }

  void putOff(ClaimedEvent claimed) {
    for (Event event : held(List.of(claimed))) {
      event.failure = ++failures;
      event.status = RETRY;
    }
  }

  void givenBackAlone(Collection<ClaimedEvent> claimed) {
    for (Event event : held(claimed)) {
      event.status = PENDING;
      event.alone = true;
    }
  }

  void leasesExpired() {
    in(PROCESSING).forEach(event -> event.expired = true);
  }

  void reaped() {
    for (Event event : in(PROCESSING)) {
      if (event.expired && event.alone) {
        fail(event);
      } else if (event.expired) {
        event.status = PENDING;
        event.alone = true;
      }
    }
  }

  /** The reset of docs/OPERATIONS.md, "Stuck events". */
  void reset() {
    in(PROCESSING).forEach(event -> event.status = PENDING);
  }

  /** The dead event becomes a new event of the same delivery. */
  void redriven(UUID dead, UUID newId) {
    Event old = event(dead);
    events.remove(dead);
    events.put(newId, new Event(old.arrival, old.poison));
  }

  /** Discarded, or sent again by Zoho. */
  void closed(UUID dead) {
    events.remove(dead);
  }

  /** Removes the completed events and returns them. */
  Set<UUID> purged() {
    Set<UUID> completed = ids(COMPLETED);
    completed.forEach(events::remove);
    return completed;
  }

  boolean isDead(UUID id) {
    return events.containsKey(id) && event(id).status == DEAD_LETTER;
  }

  /** The dead events in the order of their arrival. */
  List<UUID> dead() {
    return ids(DEAD_LETTER).stream()
        .sorted(Comparator.comparingLong(id -> event(id).arrival))
        .toList();
  }

  boolean isAtRest() {
    return events.values().stream()
        .allMatch(event -> event.status == COMPLETED || event.status == DEAD_LETTER);
  }

  /** The status, the attempts and the mark "alone" of each event, as text. */
  Map<UUID, String> descriptions() {
    Map<UUID, String> descriptions = new TreeMap<>();
    events.forEach((id, event) -> descriptions.put(id, event.toString()));
    return descriptions;
  }

  private void fail(Event event) {
    event.attempts++;
    event.failure = ++failures;
    event.status = event.attempts >= MAX_ATTEMPTS ? DEAD_LETTER : RETRY;
  }

  private Stream<UUID> due(EventStatus status, Comparator<Event> order) {
    return events.entrySet().stream()
        .filter(each -> each.getValue().status == status && !each.getValue().alone)
        .sorted(Map.Entry.comparingByValue(order))
        .map(Map.Entry::getKey);
  }

  /** The events in processing under the claim's own token. */
  private List<Event> held(Collection<ClaimedEvent> claimed) {
    List<Event> held = new ArrayList<>();
    for (ClaimedEvent each : claimed) {
      Event event = events.get(each.id());
      if (event != null
          && event.status == PROCESSING
          && Objects.equals(each.token(), event.token)) {
        held.add(event);
      }
    }
    return held;
  }

  private List<Event> in(EventStatus status) {
    Predicate<Event> has = event -> event.status == status;
    return events.values().stream().filter(has).toList();
  }

  private Set<UUID> ids(EventStatus status) {
    return events.entrySet().stream()
        .filter(each -> each.getValue().status == status)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Event event(UUID id) {
    Event event = events.get(id);
    if (event == null) {
      throw new IllegalStateException("no event " + id);
    }
    return event;
  }
}
