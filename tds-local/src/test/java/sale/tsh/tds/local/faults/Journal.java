package sale.tsh.tds.local.faults;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** What the senders know: which deliveries were acknowledged, and as which events. */
final class Journal {

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<UUID, Version> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> wrongAnswers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger failures = new AtomicInteger();
  private long last = System.nanoTime();
  private long longestPause;

  /** Notes a delivery that was answered 202 so; a repeat of it names the same event. */
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

  /** Notes a call that was not answered, or that was asked to come again: it will. */
  void fail() {
    failures.incrementAndGet();
  }

  /** Notes an answer that no fault excuses. */
  void answeredWrongly(int status, String answer) {
    wrongAnswers.add(status + " " + answer);
  }

  /** What was answered that must not be. */
  Set<String> wrongAnswers() {
    return Set.copyOf(wrongAnswers);
  }

  Map<UUID, Version> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  int failures() {
    return failures.get();
  }

  /** How long at most nothing was acknowledged. */
  synchronized Duration longestPause() {
    return Duration.ofNanos(longestPause);
  }

  /** The newest acknowledged version of each item. */
  Map<String, Integer> newest() {
    return acknowledged.values().stream().collect(toMap(Version::item, Version::second, Math::max));
  }
}
