package sale.tsh.tds.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sale.tsh.tds.entity.Column;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object on the way from a body's top level to its record.
 *
 * @param wrappers the members that hold an object under a kind's name
 * @param substance the members that are no envelope's, no id and not blank, as far as the second:
 *     enough to tell whether one stands alone
 */
record Layer(ObjectNode members, List<Box> wrappers, List<String> substance) {

  static Layer of(ObjectNode members) {
    List<Box> wrappers =
        members
            .propertyStream()
            .flatMap(each -> Box.wrapper(each.getKey(), each.getValue()).stream())
            .toList();
    List<String> substance =
        members
            .propertyStream()
            .filter(each -> !Envelope.isMember(each.getKey()) && !Values.isBlank(each.getValue()))
            .map(Map.Entry::getKey)
            .filter(name -> !EntityCatalogue.isIdKey(name))
            .limit(2)
            .toList();
    return new Layer(members, wrappers, substance);
  }

  /** The first wrapper that is named after one of these kinds. */
  Optional<Box> wrapperOf(List<EntityKind> kinds) {
    return wrappers.stream()
        .filter(each -> !Kinds.common(each.kinds(), kinds).isEmpty())
        .findFirst();
  }

  /** The wrapper of these kinds, or the carrier, that nothing of substance stands beside. */
  Optional<Box> loneBox(List<EntityKind> kinds) {
    return wrapperOf(kinds).or(() -> Box.carrier(members)).filter(this::isAlone);
  }

  /** Whether beside a box there is nothing but ids, blanks and what envelopes say. */
  boolean isAlone(Box box) {
    return substance.stream().allMatch(box.name()::equals);
  }

  /** Whether the key of one of these kinds is here, be it blank. */
  boolean hasKeyOf(List<EntityKind> kinds) {
    return kinds.stream().map(EntityKind::key).anyMatch(members::has);
  }

  /** Whether there is a member for the id of one of these kinds, be it blank. */
  boolean hasIdOf(List<EntityKind> kinds) {
    return kinds.stream().flatMap(kind -> kind.idKeys().stream()).anyMatch(members::has);
  }

  /** The kinds other than these that the layer has the key of, be it as a reference. */
  List<EntityKind> otherKindsKeyed(List<EntityKind> kinds) {
    return EntityCatalogue.kinds().stream()
        .filter(kind -> members.has(kind.key()) && !Kinds.areKeyedBy(kind.key(), kinds))
        .toList();
  }

  /** Whether a member refers from a record of one kind to one of these: a customer's id, say. */
  boolean refersTo(List<EntityKind> kinds, EntityKind from) {
    return from.columns().stream()
        .map(Column::name)
        .anyMatch(name -> members.has(name) && Kinds.areKeyedBy(name, kinds));
  }

  /** The record that the members themselves are, without what an envelope says. */
  ObjectNode flatRecord(List<EntityKind> kinds) {
    ObjectNode record = members.objectNode();
    members.forEachEntry(
        (name, value) -> {
          if (!Envelope.isMember(name) && !isBlankBox(name, value, kinds)) {
            record.set(name, value);
          }
        });
    return record;
  }

  /** Whether there is nothing but carriers: nothing that could name a record. */
  boolean isMute() {
    return members.propertyNames().stream().allMatch(Box::isCarrier);
  }

  /** The member that lists records of some kind, as the answers of Zoho's API do. */
  Optional<String> list() {
    return members
        .propertyStream()
        .filter(each -> each.getValue().isArray() && namesKind(each.getKey()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean namesKind(String name) {
    String singular = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    return !EntityCatalogue.named(singular).isEmpty();
  }

  private static boolean isBlankBox(String name, JsonNode value, List<EntityKind> kinds) {
    return Values.isBlank(value) && (Box.isCarrier(name) || Kinds.areNamed(name, kinds));
  }
}
