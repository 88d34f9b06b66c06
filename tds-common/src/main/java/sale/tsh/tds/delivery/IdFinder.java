package sale.tsh.tds.delivery;

import static sale.tsh.tds.delivery.RefusalCause.NO_ID;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.entity.EntityKind;
import tools.jackson.databind.JsonNode;

/** Finds a record's id: its own, else {@code entity_id}, else a plain {@code id}. */
final class IdFinder {

  /** Means the record's id only where the path names the kind. */
  static final String PLAIN_ID = "id";

  private IdFinder() {}

  /**
   * The id of the record in a body; refuses a body that has none.
   *
   * @param plain whether {@code id} counts
   */
  static RecordId find(OpenedBody body, EntityKind kind, boolean plain) {
    return body.layers().reversed().stream()
        .flatMap(layer -> own(layer, List.of(kind)).stream())
        .findFirst()
        .or(body.envelope()::entityId)
        .or(() -> plain && !body.wrapped() ? plain(body.last()) : Optional.empty())
        .orElseThrow(() -> new Refusal(NO_ID, fault(body, lookedFor(kind, plain))));
  }

  /** The id under the own name of one of these kinds. */
  static Optional<RecordId> own(Layer layer, List<EntityKind> kinds) {
    return kinds.stream()
        .flatMap(kind -> kind.idKeys().stream())
        .flatMap(key -> RecordId.in(layer.members(), key).stream())
        .findFirst();
  }

  /** The id under {@code id}. */
  static Optional<RecordId> plain(Layer layer) {
    return RecordId.in(layer.members(), PLAIN_ID);
  }

  private static List<String> lookedFor(EntityKind kind, boolean plain) {
    List<String> members = new ArrayList<>(kind.idKeys());
    members.add(Envelope.ENTITY_ID);
    if (plain) {
      members.add(PLAIN_ID);
    }
    return members;
  }

  private static String fault(OpenedBody body, List<String> members) {
    String found =
        body.layers().reversed().stream()
            .flatMap(layer -> members.stream().flatMap(member -> faults(layer, member)))
            .distinct()
            .collect(Collectors.joining(", "));
    return "Expected an id in %s, found %s%s"
        .formatted(
            String.join(" or ", members),
            found.isEmpty() ? "none" : found,
            body.last().list().map(list -> ", but a list: " + Excerpt.of(list)).orElse(""));
  }

  private static Stream<String> faults(Layer layer, String member) {
    JsonNode value = layer.members().get(member);
    return value == null || RecordId.in(layer.members(), member).isPresent()
        ? Stream.empty()
        : Stream.of("%s in %s".formatted(RecordId.fault(value), member));
  }
}
