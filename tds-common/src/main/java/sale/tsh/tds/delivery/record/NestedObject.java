package sale.tsh.tds.delivery.record;

import static sale.tsh.tds.refusal.RefusalCause.NO_ID;
import static sale.tsh.tds.refusal.RefusalCause.UNREADABLE;

import java.util.List;
import java.util.Optional;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.refusal.RefusedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A member that holds the next JSON level on the way to the record. A wrapper is named after a
 * kind, such as {@code contact}. A container has a neutral name, such as {@code data}. The value is
 * an object, or text that is the JSON of an object.
 *
 * @param kinds the kinds that a wrapper's name means, none for a container
 */
public record NestedObject(String name, JsonNode value, List<Kind> kinds) {

  public static final String JSON_STRING = "JSONString";

  private static final List<String> CONTAINER_NAMES = List.of(JSON_STRING, "payload", "data");

  /** Whether a container has this name, ignoring case. */
  public static boolean isContainerName(String name) {
    return CONTAINER_NAMES.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** The wrapper that a member is. Empty if the member is no wrapper. */
  static Optional<NestedObject> wrapper(String name, JsonNode value) {
    boolean holdsObject =
        value.isObject() || (value.isString() && JsonText.startsObject(value.stringValue()));
    List<Kind> kinds = holdsObject ? KindCatalogue.named(name) : List.of();
    return kinds.isEmpty() ? Optional.empty() : Optional.of(new NestedObject(name, value, kinds));
  }

  /** The first container of a level that is not blank. An {@code event} comes last. */
  static Optional<NestedObject> containerIn(ObjectNode level) {
    return CONTAINER_NAMES.stream()
        .flatMap(container ->
            level.propertyStream().filter(each -> container.equalsIgnoreCase(each.getKey())))
        .filter(each -> !JsonValues.isBlank(each.getValue()))
        .map(each -> new NestedObject(each.getKey(), each.getValue(), List.of()))
        .findFirst()
        .or(() -> eventIn(level));
  }

  boolean isWrapper() {
    return !kinds.isEmpty();
  }

  /** The object inside. Refuses a list and anything else that is no object. */
  ObjectNode open() {
    if (value instanceof ObjectNode object) {
      return object;
    }
    if (value instanceof ArrayNode) {
      throw new RefusedException(NO_ID, "Expected one record in %s, found a list".formatted(name));
    }
    if (value.isString()) {
      return new JsonText(name, value.stringValue()).object();
    }
    throw new RefusedException(
        UNREADABLE,
        "Expected a JSON object in %s, found %s".formatted(name, JsonValues.describe(value)));
  }

  /** An {@code event} object as container, if it holds more than its type and envelope members. */
  private static Optional<NestedObject> eventIn(ObjectNode level) {
    if (!(level.get(Envelope.EVENT) instanceof ObjectNode event)) {
      return Optional.empty();
    }
    ObjectNode inside = event.objectNode().setAll(event).without(Envelope.TYPE_OF_EVENT);
    boolean holdsMore = inside.propertyNames().stream().anyMatch(name -> !Envelope.isMember(name));
    return holdsMore
        ? Optional.of(new NestedObject(Envelope.EVENT, inside, List.of()))
        : Optional.empty();
  }
}
