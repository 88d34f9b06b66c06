package sale.tsh.tds.api.dashboard.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The prior values of some keys of a record, gathered from its deliveries, newest first. */
final class PriorValues {

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
}
