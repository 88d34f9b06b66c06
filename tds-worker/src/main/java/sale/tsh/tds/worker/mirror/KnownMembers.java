package sale.tsh.tds.worker.mirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.LineTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The members of a kind's records and of their lines that need no note today. */
final class KnownMembers {

  /** More than any record of Zoho has. Custom fields may add to them without end. */
  static final int MOST = 500;

  private static final int LONGEST = 100;

  private final @Nullable LineTable lines;
  private final Set<String> ofRecords = ConcurrentHashMap.newKeySet();
  private final Set<String> ofLines = ConcurrentHashMap.newKeySet();

  KnownMembers(Kind kind) {
    lines = kind.lines();
    ofRecords.addAll(kind.members());
    ofLines.addAll(kind.lineMembers());
  }

  /**
   * The members of a record that were not known until now, each with the shape of its value. Those
   * of lines are named after their list, such as {@code line_items.colour}.
   */
  Map<String, String> learn(ObjectNode record) {
    if (!hasRoom()) {
      return Map.of();
    }
    Map<String, String> shapes = new HashMap<>();
    learn(record, ofRecords, "", shapes);
    String list = list(record);
    if (list != null) {
      JsonNode elements = record.path(list);
      Iterable<JsonNode> all = elements.isObject() ? List.of(elements) : elements;
      all.forEach(line -> learn(line, ofLines, list, shapes));
    }
    return shapes;
  }

  /** The member that holds the record's lines. The first one present counts. */
  private @Nullable String list(ObjectNode record) {
    if (lines != null) {
      for (String key : lines.keys()) {
        if (record.has(key)) {
          return key;
        }
      }
    }
    return null;
  }

  /** Where all is known, as it nearly always is, this only looks into the set. */
  private void learn(JsonNode part, Set<String> known, String list, Map<String, String> shapes) {
    if (part instanceof ObjectNode object
        && !(shapes.isEmpty() && known.containsAll(object.propertyNames()))) {
      object.forEachEntry((name, value) -> {
        String whole = list.isEmpty() ? name : list + "." + name;
        boolean isNew = whole.length() <= LONGEST && hasRoom() && known.add(name);
        // Of several lines, the first with a value says what the member looks like.
        if (isNew || MemberShape.EMPTY.equals(shapes.get(whole))) {
          shapes.put(whole, MemberShape.of(value));
        }
      });
    }
  }

  private boolean hasRoom() {
    return ofRecords.size() + ofLines.size() < MOST;
  }
}
