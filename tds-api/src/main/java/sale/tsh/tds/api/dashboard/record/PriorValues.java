package sale.tsh.tds.api.dashboard.record;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The prior values of some keys of a record, gathered from its deliveries, newest first. */
final class PriorValues {

  /** {@code 10.0} equals {@code 10.00} and {@code 10}, as in the mirror. */
  private static final Comparator<JsonNode> BY_CONTENT =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private final Set<String> sought;
  private final Map<String, JsonNode> found = new HashMap<>();
  private boolean begun;

  PriorValues(Collection<String> sought) {
    this.sought = new HashSet<>(sought);
  }

  /** Takes an earlier delivery's values of the keys that no later delivery had. */
  void add(ObjectNode record) {
    for (Map.Entry<String, JsonNode> member : record.properties()) {
      if (sought.remove(member.getKey())) {
        found.put(member.getKey(), member.getValue());
      }
    }
  }

  /** Marks the beginning of the record. A key not found until here had no value. */
  void begins() {
    begun = true;
  }

  /** Whether every key is found. */
  boolean isFound() {
    return sought.isEmpty();
  }

  /** Whether each value is known, including that a key had none. */
  boolean isComplete() {
    return begun || isFound();
  }

  /** The value; null if there was none or it is unknown. */
  @Nullable JsonNode value(String key) {
    return found.get(key);
  }

  /** Whether a value differs from the prior value by content, as the mirror compares. */
  boolean differs(String key, JsonNode after) {
    JsonNode before = found.get(key);
    return before == null || !before.equals(BY_CONTENT, after);
  }
}
