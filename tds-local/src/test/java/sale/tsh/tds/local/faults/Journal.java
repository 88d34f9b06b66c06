package sale.tsh.tds.local.faults;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Records what the senders know: the acknowledged deliveries and their events. */
final class Journal {

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<UUID, Version> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> wrongAnswers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger failures = new AtomicInteger();
  private long last = System.nanoTime();
  private long longestPause;

  /** Records the answer 202 to a delivery. A repeated delivery must name the same event. */
  synchronized void acknowledge(String answer, Version version) {
    UUID event = UUID.fromString(JSON.readTree(answer).get("event_id").stringValue());
    Version before = acknowledged.put(event, version);
    if (before != null && !before.equals(version)) {
      wrongAnswers.add("event %s is both %s and %s".formatted(event, before, version));
    }
    long now = System.nanoTime();
    longestPause = Math.max(longestPause, now - last);
    last = now;
  }

  /** Records a call that failed or was answered 503. The sender repeats it. */
  void fail() {
    failures.incrementAndGet();
  }

  /** Records an answer that no fault excuses. */
  void answeredWrongly(int status, String answer) {
    wrongAnswers.add(status + " " + answer);
  }

  /** The answers that must not occur. */
  Set<String> wrongAnswers() {
    return Set.copyOf(wrongAnswers);
  }

  Map<UUID, Version> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  int failures() {
    return failures.get();
  }

  /** The longest time without an acknowledgement. */
  synchronized Duration longestPause() {
    return Duration.ofNanos(longestPause);
  }

  /** The newest acknowledged version of each item. */
  Map<String, Integer> newest() {
    return acknowledged.values().stream().collect(toMap(Version::item, Version::second, Math::max));
  }
}
