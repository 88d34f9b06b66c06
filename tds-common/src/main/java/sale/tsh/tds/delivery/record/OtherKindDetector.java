package sale.tsh.tds.delivery.record;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.kind.ForeignKinds;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;

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
    return level.ids().stream()
        .filter(id -> !KindLists.anyKeyedBy(id, kinds))
        .flatMap(id -> Stream.concat(foreign(id, level, kinds), inCatalogue(id, level, kinds)))
        .findFirst();
  }

  private static Stream<OtherKind> foreign(String id, JsonLevel level, List<Kind> kinds) {
    @Nullable String name = ForeignKinds.nameByKey().get(id);
    return name != null
            && level.hasAnyOf(List.of(id))
            && !isColumn(id, kinds)
            && (level.hasAnyOf(List.of(number(id))) || !isNamed(level, kinds))
        ? Stream.of(new OtherKind(name, id))
        : Stream.empty();
  }

  private static Stream<OtherKind> inCatalogue(String id, JsonLevel level, List<Kind> kinds) {
    return KindCatalogue.identifiedBy(id).stream()
        .filter(other ->
            (level.hasAnyOf(List.of(id)) && isRecordOf(other, id, level, kinds))
                || (id.equals(other.key()) && holdsOrRefersTo(kinds, other, level)))
        .map(other -> new OtherKind(other.name(), id));
  }

  /** Whether the level looks like the other kind's own record and not like a reference to it. */
  private static boolean isRecordOf(Kind other, String id, JsonLevel level, List<Kind> kinds) {
    return switch (other.keyUse()) {
      case OWN -> isDocumentOf(other, id, level, kinds);
      case ORIGIN -> !isColumn(id, kinds) && !isNamed(level, kinds);
      case REFERENCE, SHARED -> false;
    };
  }

  /**
   * Two signs say that a level is a document of the other kind: the document's number is present,
   * and the name or number of the expected kind is absent. Both are needed if the expected kind
   * refers to such documents, else one is enough.
   */
  private static boolean isDocumentOf(Kind other, String id, JsonLevel level, List<Kind> kinds) {
    String number = other.core().getFirst();
    boolean numbered = level.hasAnyOf(List.of(number)) && !isColumn(number, kinds);
    return isColumn(id, kinds)
        ? numbered && !isNamed(level, kinds)
        : numbered || !isNamed(level, kinds);
  }

  /**
   * Whether the level has no key of the expected kinds and mentions them only as a part or as a
   * reference of the other kind.
   */
  private static boolean holdsOrRefersTo(List<Kind> kinds, Kind other, JsonLevel level) {
    return switch (other.keyUse()) {
      case OWN, REFERENCE ->
          !level.hasKeyOf(kinds)
              && (level.wrapperOf(kinds).isPresent() || level.refersTo(kinds, other));
      case ORIGIN, SHARED -> false;
    };
  }

  /** Whether the name or number of an expected kind is present: its first core member. */
  private static boolean isNamed(JsonLevel level, List<Kind> kinds) {
    return kinds.stream().anyMatch(kind -> level.hasAnyOf(List.of(kind.core().getFirst())));
  }

  private static boolean isColumn(String member, List<Kind> kinds) {
    return kinds.stream().anyMatch(kind -> kind.hasColumn(member));
  }

  /** The member with a document's number, {@code debit_note_number} for {@code debit_note_id}. */
  private static String number(String id) {
    return id.replaceFirst("_id$", "_number");
  }
}
