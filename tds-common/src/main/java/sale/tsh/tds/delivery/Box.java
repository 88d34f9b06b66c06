package sale.tsh.tds.delivery;

import static sale.tsh.tds.delivery.RefusalCause.NO_ID;
import static sale.tsh.tds.delivery.RefusalCause.UNREADABLE;

import java.util.List;
import java.util.Optional;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A member that holds what the delivery is about: a wrapper, named after a kind, or a carrier,
 * named after none. Its value is an object, or text that is the JSON of one.
 *
 * @param kinds those that a wrapper's name names; none for a carrier
 */
record Box(String name, JsonNode value, List<EntityKind> kinds) {

  static final String JSON_STRING = "JSONString";

  private static final List<String> CARRIERS = List.of(JSON_STRING, "payload", "data");

  /** Whether a carrier has this name, letter case aside. */
  static boolean isCarrier(String name) {
    return CARRIERS.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** The wrapper that a member is, if it is one. */
  static Optional<Box> wrapper(String name, JsonNode value) {
    boolean holdsObject =
        value.isObject() || (value.isString() && JsonText.startsObject(value.stringValue()));
    List<EntityKind> kinds = holdsObject ? EntityCatalogue.named(name) : List.of();
    return kinds.isEmpty() ? Optional.empty() : Optional.of(new Box(name, value, kinds));
  }

  /** The first carrier in a layer that holds something, {@code event} the last. */
  static Optional<Box> carrier(ObjectNode layer) {
    return CARRIERS.stream()
        .flatMap(
            carrier ->
                layer.propertyStream().filter(each -> carrier.equalsIgnoreCase(each.getKey())))
        .filter(each -> !Values.isBlank(each.getValue()))
        .map(each -> new Box(each.getKey(), each.getValue(), List.of()))
        .findFirst()
        .or(() -> event(layer));
  }

  boolean isWrapper() {
    return !kinds.isEmpty();
  }

  /** The object inside. */
  ObjectNode open() {
    if (value instanceof ObjectNode object) {
      return object;
    }
    if (value instanceof ArrayNode) {
      throw new Refusal(NO_ID, "Expected one record in %s, found a list".formatted(name));
    }
    if (value.isString()) {
      return new JsonText(name, value.stringValue()).object();
    }
    throw new Refusal(
        UNREADABLE,
        "Expected a JSON object in %s, found %s".formatted(name, Values.describe(value)));
  }

  /** An {@code event} that holds more than the envelope's words, of which its type is one. */
  private static Optional<Box> event(ObjectNode layer) {
    if (!(layer.get(Envelope.EVENT) instanceof ObjectNode event)) {
      return Optional.empty();
    }
    ObjectNode inside = event.objectNode().setAll(event).without(Envelope.TYPE_OF_EVENT);
    boolean holdsMore = inside.propertyNames().stream().anyMatch(name -> !Envelope.isMember(name));
    return holdsMore ? Optional.of(new Box(Envelope.EVENT, inside, List.of())) : Optional.empty();
  }
}
