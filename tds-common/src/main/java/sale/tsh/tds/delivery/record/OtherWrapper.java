package sale.tsh.tds.delivery.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.OtherKinds;
import tools.jackson.databind.JsonNode;

/**
 * The wrapper of a record whose kind is outside the catalogue. Its name may be any, so an object is
 * such a wrapper only if it is the only content of its level.
 */
final class OtherWrapper {

  /** The member of a custom module's record that names its module, such as cm_debtor. */
  private static final String MODULE = "module_api_name";

  /** What Zoho's API adds to a custom module's record for its own pages. */
  private static final Set<String> BESIDE_MODULE_RECORD = Set.of("module_record_hash", "users");

  private OtherWrapper() {}

  /** The wrapper of a level. It has one kind, the one that its name or its record means. */
  static Optional<NestedObject> in(JsonLevel level) {
    return customModuleIn(level).or(() -> onlyObjectIn(level));
  }

  /** Records of all custom modules have the same wrapper. Each says of which module it is. */
  private static Optional<NestedObject> customModuleIn(JsonLevel level) {
    JsonNode record = level.members().path(OtherKinds.MODULE_RECORD);
    return record.isObject()
            && BESIDE_MODULE_RECORD.containsAll(contentBeside(OtherKinds.MODULE_RECORD, level))
        ? OtherKinds.nameOf(record.path(MODULE).asString(""))
            .map(OtherKinds::named)
            .filter(kind -> OtherKinds.fits(OtherKinds.MODULE_RECORD, kind))
            .map(kind -> nested(level, OtherKinds.MODULE_RECORD, kind))
        : Optional.empty();
  }

  private static List<String> contentBeside(String wrapper, JsonLevel level) {
    return level
        .members()
        .propertyStream()
        .filter(each -> !JsonValues.isBlank(each.getValue()))
        .map(Map.Entry::getKey)
        .filter(name -> !name.equals(wrapper) && !Envelope.isMember(name))
        .toList();
  }

  private static Optional<NestedObject> onlyObjectIn(JsonLevel level) {
    List<String> objects = objectsIn(level);
    return objects.size() == 1
        ? OtherKinds.nameOf(objects.getFirst())
            .map(OtherKinds::named)
            .map(kind -> nested(level, objects.getFirst(), kind))
            .filter(each -> isOnlyContent(each, level, each.kinds().getFirst()))
        : Optional.empty();
  }

  /** Whether a level has nothing else than this object, ids and members of the envelope. */
  static boolean isOnlyContent(NestedObject nested, JsonLevel level, Kind kind) {
    return level
        .members()
        .propertyStream()
        .filter(each -> !each.getKey().equals(nested.name()))
        .allMatch(each ->
            Envelope.isMember(each.getKey())
                || JsonValues.isBlank(each.getValue())
                || isIdKey(each.getKey(), kind));
  }

  /** Whether the record inside has an id under a name that only records of its kind have. */
  static boolean holdsOwnId(NestedObject wrapper) {
    return IdResolver.own(JsonLevel.of(wrapper.open()), wrapper.kinds()).isPresent();
  }

  /** Whether the record inside has any id. */
  static boolean holdsId(NestedObject wrapper) {
    return holdsOwnId(wrapper) || IdResolver.plain(JsonLevel.of(wrapper.open())).isPresent();
  }

  /** The names of all objects of a level that are neither containers nor the envelope's. */
  static List<String> objectsIn(JsonLevel level) {
    return level
        .members()
        .propertyStream()
        .filter(each -> holdsObject(each.getValue()))
        .map(Map.Entry::getKey)
        .filter(name -> !NestedObject.isContainerName(name) && !Envelope.isMember(name))
        .toList();
  }

  private static NestedObject nested(JsonLevel level, String name, Kind kind) {
    return new NestedObject(name, level.members().path(name), List.of(kind));
  }

  private static boolean isIdKey(String member, Kind kind) {
    return KindCatalogue.isIdKey(member)
        || kind.idKeys().contains(member)
        || member.equals(IdResolver.PLAIN_ID);
  }

  private static boolean holdsObject(JsonNode value) {
    return value.isObject() || (value.isString() && JsonText.startsObject(value.stringValue()));
  }
}
