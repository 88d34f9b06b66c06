package sale.tsh.tds.delivery.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sale.tsh.tds.kind.ForeignKinds;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON level: one object on the way from the top of a body to its record.
 *
 * @param wrappers the members that hold an object under a kind's name
 * @param ids the members that are named as ids of kinds, even if blank
 * @param content the first two members that are not blank, no id and not the envelope's. Two are
 *     enough to tell whether a nested object is the only content.
 */
record JsonLevel(
    ObjectNode members, List<NestedObject> wrappers, List<String> ids, List<String> content) {

  static JsonLevel of(ObjectNode members) {
    List<NestedObject> wrappers = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<String> content = new ArrayList<>();
    members.forEachEntry((name, value) -> {
      NestedObject.wrapper(name, value).ifPresent(wrappers::add);
      boolean isId = KindCatalogue.isIdKey(name);
      if (isId || ForeignKinds.nameByKey().containsKey(name)) {
        ids.add(name);
      }
      if (content.size() < 2 && !isId && !Envelope.isMember(name) && !JsonValues.isBlank(value)) {
        content.add(name);
      }
    });
    return new JsonLevel(members, wrappers, ids, content);
  }

  /** The first wrapper that is named after one of these kinds. */
  Optional<NestedObject> wrapperOf(List<Kind> kinds) {
    return wrappers.stream()
        .filter(each -> !KindLists.common(each.kinds(), kinds).isEmpty())
        .findFirst();
  }

  /** The wrapper of these kinds, else the container, if it is the only content of this level. */
  Optional<NestedObject> onlyNestedObject(List<Kind> kinds) {
    return wrapperOf(kinds).or(() -> NestedObject.containerIn(members)).filter(this::isOnlyContent);
  }

  /** Whether this level has nothing else but ids, blank members and the envelope's members. */
  boolean isOnlyContent(NestedObject nested) {
    return content.stream().allMatch(nested.name()::equals);
  }

  /** Whether this level has the key of one of these kinds, even if blank. */
  boolean hasKeyOf(List<Kind> kinds) {
    return kinds.stream().map(Kind::key).anyMatch(members::has);
  }

  /** Whether this level has a member for the id of one of these kinds, even if blank. */
  boolean hasIdOf(List<Kind> kinds) {
    return kinds.stream().flatMap(kind -> kind.idKeys().stream()).anyMatch(members::has);
  }

  /** Whether one of these members is present and not blank. */
  boolean hasAnyOf(List<String> names) {
    return names.stream()
        .map(members::get)
        .anyMatch(value -> value != null && !JsonValues.isBlank(value) && !isEmptyList(value));
  }

  /** Whether the id of another kind is present, perhaps only as a reference and even if blank. */
  boolean hasKeyOfOther(List<Kind> kinds) {
    return ids.stream()
        .filter(id -> !KindLists.anyKeyedBy(id, kinds))
        .flatMap(
            id -> KindCatalogue.identifiedBy(id).stream().filter(kind -> kind.key().equals(id)))
        .findAny()
        .isPresent();
  }

  /** Whether a column of the kind {@code from}, such as {@code customer_id}, refers to these. */
  boolean refersTo(List<Kind> kinds, Kind from) {
    return kinds.stream()
        .flatMap(kind -> kind.idKeys().stream())
        .anyMatch(key -> members.has(key) && from.hasColumn(key));
  }

  /** The members as a record, without the envelope's members and blank nested objects. */
  ObjectNode flatRecord(List<Kind> kinds) {
    boolean ownType = hasIdOf(kinds) && !content.isEmpty() && Envelope.isSilent(members);
    ObjectNode record = members.objectNode();
    members.forEachEntry((name, value) -> {
      boolean own = !Envelope.isMember(name) || (ownType && name.equals(Envelope.ENTITY_TYPE));
      if (own && !isBlankNestedObject(name, value, kinds)) {
        record.set(name, value);
      }
    });
    return record;
  }

  /** Whether all members are containers, so that nothing here could name a record. */
  boolean hasOnlyContainers() {
    return members.propertyNames().stream().allMatch(NestedObject::isContainerName);
  }

  /** The member with a list of records, as in an answer of Zoho's API. */
  Optional<String> list() {
    return members
        .propertyStream()
        .filter(each -> each.getValue().isArray() && namesKind(each.getKey()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isEmptyList(JsonNode value) {
    return value.isArray() && value.isEmpty();
  }

  private static boolean namesKind(String name) {
    String singular = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    return !KindCatalogue.named(singular).isEmpty();
  }

  private static boolean isBlankNestedObject(String name, JsonNode value, List<Kind> kinds) {
    return JsonValues.isBlank(value)
        && (NestedObject.isContainerName(name) || KindLists.anyNamed(name, kinds));
  }
}
