package sale.tsh.tds.delivery.record;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sale.tsh.tds.kind.ForeignKinds;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.MirrorColumn;

/**
 * Detects a record of another kind that could be mistaken for the record it refers to. A package,
 * for example, has the {@code salesorder_id} of its sales order. A wrong order in the mirror is
 * worse than a refused package.
 */
final class OtherKindDetector {

  private OtherKindDetector() {}

  /** The kind that a record is of instead, and the member with its id. */
  record OtherKind(String name, String key) {}

  /** The other kind, if the level is not a record of the expected kinds. */
  static Optional<OtherKind> in(JsonLevel level, List<Kind> kinds) {
    return Stream.of(
            foreign(level, kinds, ForeignKinds.nameByKey()),
            foreign(level, kinds, ForeignKinds.nameBySharedKey()),
            inCatalogue(level, kinds))
        .flatMap(each -> each)
        .findFirst();
  }

  private static Stream<OtherKind> foreign(
      JsonLevel level, List<Kind> kinds, Map<String, String> names) {
    return names.entrySet().stream()
        .filter(each -> level.hasAnyOf(List.of(each.getKey())) && !isColumn(each.getKey(), kinds))
        .filter(each -> level.hasAnyOf(List.of(number(each.getKey()))) || !isNamed(level, kinds))
        .map(each -> new OtherKind(each.getValue(), each.getKey()))
        .sorted(Comparator.comparing(OtherKind::key));
  }

  private static Stream<OtherKind> inCatalogue(JsonLevel level, List<Kind> kinds) {
    return level.otherKindsWithKey(kinds).stream()
        .filter(other ->
            level.hasKeyOf(kinds)
                ? isDocumentOf(other, level, kinds)
                : level.wrapperOf(kinds).isPresent() || level.refersTo(kinds, other))
        .map(other -> new OtherKind(other.name(), other.key()));
  }

  /**
   * Whether the level is a document of the other kind, although it has the key of an expected kind.
   * Two signs say so: the document's number is present, and the name or number of the expected kind
   * is absent. Both are needed if the expected kind refers to such documents, else one is enough.
   */
  private static boolean isDocumentOf(Kind other, JsonLevel level, List<Kind> kinds) {
    String number = other.core().getFirst();
    boolean document = hasColumn(other, "date");
    boolean numbered = level.hasAnyOf(List.of(number)) && !isColumn(number, kinds);
    boolean reference = isColumn(other.key(), kinds);
    return document
        && level.hasAnyOf(List.of(other.key()))
        && (reference ? numbered && !isNamed(level, kinds) : numbered || !isNamed(level, kinds));
  }

  /** Whether the name or number of an expected kind is present: its first core member. */
  private static boolean isNamed(JsonLevel level, List<Kind> kinds) {
    return kinds.stream().anyMatch(kind -> level.hasAnyOf(List.of(kind.core().getFirst())));
  }

  private static boolean isColumn(String member, List<Kind> kinds) {
    return kinds.stream().anyMatch(kind -> hasColumn(kind, member));
  }

  private static boolean hasColumn(Kind kind, String member) {
    return kind.columns().stream().map(MirrorColumn::name).anyMatch(member::equals);
  }

  /** The member with a document's number, {@code package_number} for {@code package_id}. */
  private static String number(String key) {
    return key.replaceFirst("_id$", "_number");
  }
}
