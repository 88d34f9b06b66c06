package sale.tsh.tds.delivery.record;

import static sale.tsh.tds.refusal.RefusalCause.NO_ID;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusedException;
import tools.jackson.databind.JsonNode;

/** Finds a record's id: under its kind's name, else {@code entity_id}, else {@code id}. */
public final class IdResolver {

  /** The record's id, but only if the path names the kind. */
  public static final String PLAIN_ID = "id";

  private IdResolver() {}

  /**
   * The id of a located record. Refuses a body without an id.
   *
   * @param plain whether {@code id} is accepted too
   */
  public static RecordId resolve(LocatedRecord located, Kind kind, boolean plain) {
    return located.levels().reversed().stream()
        .flatMap(level -> own(level, List.of(kind)).stream())
        .findFirst()
        .or(located.envelope()::entityId)
        .or(() -> plain ? plainIn(located, kind) : Optional.empty())
        .orElseThrow(() -> new RefusedException(NO_ID, fault(located, lookedFor(kind, plain))));
  }

  /** The catalogue's wrapped records have an id of their own name. Any other record may not. */
  private static Optional<RecordId> plainIn(LocatedRecord located, Kind kind) {
    if (kind.isOther()) {
      return located.levels().reversed().stream()
          .flatMap(level -> plain(level).stream())
          .findFirst();
    }
    return located.wrapped() ? Optional.empty() : plain(located.recordLevel());
  }

  /** The id under a name that these kinds have for it. */
  static Optional<RecordId> own(JsonLevel level, List<Kind> kinds) {
    return kinds.stream()
        .flatMap(kind -> kind.idKeys().stream())
        .flatMap(key -> RecordId.in(level.members(), key).stream())
        .findFirst();
  }

  /** The id under {@code id}. */
  static Optional<RecordId> plain(JsonLevel level) {
    return RecordId.in(level.members(), PLAIN_ID);
  }

  private static List<String> lookedFor(Kind kind, boolean plain) {
    List<String> members = new ArrayList<>(kind.idKeys());
    members.add(Envelope.ENTITY_ID);
    if (plain) {
      members.add(PLAIN_ID);
    }
    return members;
  }

  private static String fault(LocatedRecord located, List<String> members) {
    String found =
        located.levels().reversed().stream()
            .flatMap(level -> members.stream().flatMap(member -> faults(level, member)))
            .distinct()
            .collect(Collectors.joining(", "));
    return "Expected an id in %s, found %s%s"
        .formatted(
            String.join(" or ", members),
            found.isEmpty() ? "none" : found,
            located
                .recordLevel()
                .list()
                .map(list -> ", but a list: " + Excerpt.of(list))
                .or(() -> wrapperIn(located).map(name -> " in the wrapper " + Excerpt.of(name)))
                .orElse(""));
  }

  /** The name of the wrapper that holds the record, or of one that may hold another. */
  private static Optional<String> wrapperIn(LocatedRecord located) {
    return located.wrapped()
        ? located.levels().reversed().stream()
            .skip(1)
            .flatMap(level -> OtherWrapper.objectsIn(level).stream())
            .findFirst()
        : OtherWrapper.in(located.recordLevel()).map(NestedObject::name);
  }

  private static Stream<String> faults(JsonLevel level, String member) {
    JsonNode value = level.members().get(member);
    return value == null || RecordId.in(level.members(), member).isPresent()
        ? Stream.empty()
        : Stream.of("%s in %s".formatted(RecordId.fault(value), member));
  }
}
