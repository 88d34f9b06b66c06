package sale.tsh.tds.api.record;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The values that some keys of a record had, gathered from its deliveries, the newest first. */
final class Past {

  /** {@code 10.0} is {@code 10.00} and {@code 10}, as in the mirror. */
  private static final Comparator<JsonNode> BY_CONTENT =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private final Set<String> sought;
  private final Map<String, JsonNode> found = new HashMap<>();
  private boolean begun;

  Past(Collection<String> sought) {
    this.sought = new HashSet<>(sought);
  }

  /** Takes what an earlier delivery says of the keys that no later one spoke of. */
  void add(ObjectNode record) {
    for (Map.Entry<String, JsonNode> member : record.properties()) {
      if (sought.remove(member.getKey())) {
        found.put(member.getKey(), member.getValue());
      }
    }
  }

  /** The record began here: a key that is not found had no value. */
  void begins() {
    begun = true;
  }

  /** Whether every key is found. */
  boolean isFound() {
    return sought.isEmpty();
  }

  /** Whether each value is known, also of a key that had none. */
  boolean isComplete() {
    return begun || isFound();
  }

  /** The value; null where there was none, or it is not known. */
  @Nullable JsonNode value(String key) {
    return found.get(key);
  }

  /** Whether a value is another than the one before, as the mirror compares: by its content. */
  boolean differs(String key, JsonNode after) {
    JsonNode before = found.get(key);
    return before == null || !before.equals(BY_CONTENT, after);
  }
}
