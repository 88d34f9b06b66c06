package sale.tsh.tds.api.dashboard.difference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The differences of two JSON values, each with its path, such as {@code line_items[sku
 * SKU-301].rate}. Objects in a list belong together if they have the same id. Without an id their
 * positions decide, from 0.
 */
public final class Differences {

  /** With more differences the whole value is one difference. */
  public static final int MOST = 100;

  /** {@code 10.0} equals {@code 10.00} and {@code 10}, as in the mirror. */
  private static final Comparator<JsonNode> BY_CONTENT =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private final List<Difference> found = new ArrayList<>();

  private Differences() {}

  /** Whether two values are the same by content, as the mirror compares. */
  public static boolean isSame(JsonNode one, JsonNode other) {
    return one.equals(BY_CONTENT, other);
  }

  /** The differences of a value. Their paths begin with the given one. */
  public static List<Difference> of(
      String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    Differences differences = new Differences();
    differences.compare(path, before, after);
    return differences.found.size() <= MOST
        ? differences.found
        : List.of(difference(path, before, after));
  }

  private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (found.size() > MOST || (before != null && after != null && isSame(before, after))) {
      return;
    }
    if (before instanceof ObjectNode one && after instanceof ObjectNode other) {
      compareMembers(path, one, other);
    } else if (before instanceof ArrayNode one && after instanceof ArrayNode other) {
      compareElements(path, one, other);
    } else {
      found.add(difference(path, before, after));
    }
  }

  private void compareMembers(String path, ObjectNode before, ObjectNode after) {
    Set<String> names = new LinkedHashSet<>(after.propertyNames());
    names.addAll(before.propertyNames());
    names.forEach(name -> compare(path + "." + name, before.get(name), after.get(name)));
  }

  /** Lists that differ only in their order, or in plain values, differ as a whole. */
  private void compareElements(String path, ArrayNode before, ArrayNode after) {
    int earlier = found.size();
    if (before.isEmpty() || after.isEmpty() || !isOfObjects(before) || !isOfObjects(after)) {
      found.add(difference(path, before, after));
      return;
    }
    Optional<String> id = id(before, after);
    Map<String, JsonNode> ones = byKey(before, id);
    Map<String, JsonNode> others = byKey(after, id);
    Optional<String> label = id.flatMap(key -> label(before, after).or(() -> id));
    Set<String> keys = new LinkedHashSet<>(others.keySet());
    keys.addAll(ones.keySet());
    for (String key : keys) {
      String place =
          label.map(name -> name + " " + text(either(others, ones, key).path(name))).orElse(key);
      compare("%s[%s]".formatted(path, place), ones.get(key), others.get(key));
    }
    if (found.size() == earlier) {
      found.add(difference(path, before, after));
    }
  }

  /** The first member that names every element of both lists, each by another text. */
  private static Optional<String> id(ArrayNode before, ArrayNode after) {
    return after.get(0).propertyNames().stream()
        .filter(name -> name.equals("id") || name.endsWith("_id"))
        .filter(name -> isDistinct(before, name) && isDistinct(after, name))
        .findFirst();
  }

  /** A member that people know the elements by. */
  private static Optional<String> label(ArrayNode before, ArrayNode after) {
    return List.of("sku", "name", "label", "item_name", "number").stream()
        .filter(name -> isDistinct(before, name) && isDistinct(after, name))
        .findFirst();
  }

  private static boolean isDistinct(ArrayNode elements, String name) {
    Set<String> texts = new HashSet<>();
    return elements
        .valueStream()
        .allMatch(each -> isText(each.path(name)) && texts.add(text(each.path(name))));
  }

  private static boolean isText(JsonNode value) {
    return value.isString() ? !value.stringValue().isBlank() : value.isIntegralNumber();
  }

  private static String text(JsonNode value) {
    return value.isString() ? Json.forPostgres(value.stringValue()) : value.toString();
  }

  private static boolean isOfObjects(ArrayNode elements) {
    return elements.valueStream().allMatch(JsonNode::isObject);
  }

  private static JsonNode either(
      Map<String, JsonNode> first, Map<String, JsonNode> second, String key) {
    JsonNode found = first.get(key);
    return found == null ? Objects.requireNonNull(second.get(key)) : found;
  }

  /** The elements by the text of their id, or by their positions if they have none. */
  private static Map<String, JsonNode> byKey(ArrayNode elements, Optional<String> id) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    elements.forEach(each ->
        found.put(
            id.map(name -> text(each.path(name))).orElseGet(() -> Integer.toString(found.size())),
            each));
    return found;
  }

  private static Difference difference(
      String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    return new Difference(
        Json.forPostgres(path),
        before == null ? null : Json.forPostgres(before),
        after == null ? null : Json.forPostgres(after));
  }
}
