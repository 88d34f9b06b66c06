package sale.tsh.tds.delivery;

import static sale.tsh.tds.delivery.RefusalCause.NO_ID;
import static sale.tsh.tds.delivery.RefusalCause.OTHER_KIND;
import static sale.tsh.tds.delivery.RefusalCause.UNKNOWN_KIND;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;

/** Says of which kind a delivery is, and refuses those that say two. */
final class KindFinder {

  private static final String ANY_KIND = "zoho";

  private KindFinder() {}

  /** The kind that a path names; none for the path that takes every kind. */
  static Optional<EntityKind> atPath(String path) {
    Optional<EntityKind> kind = EntityCatalogue.atPath(path);
    if (kind.isEmpty() && !path.equalsIgnoreCase(ANY_KIND)) {
      throw new Refusal(
          UNKNOWN_KIND,
          "Expected one of the paths %s, found %s".formatted(paths(), Excerpt.of(path)));
    }
    return kind;
  }

  /** The kind of a body's record, that of the path if it names one. */
  static EntityKind find(OpenedBody body, Optional<EntityKind> atPath) {
    if (body.kinds().isEmpty()) {
      throw nameless(body);
    }
    if (atPath.isPresent()) {
      requireAmong(body.envelope().typedKinds(), atPath.get(), Envelope.ENTITY_TYPE);
    }
    return atPath.orElse(body.kinds().getFirst());
  }

  /** Refuses an id of the envelope's where the envelope speaks of another kind. */
  static void requireEnvelopeOf(EntityKind kind, Envelope envelope, boolean byPath) {
    requireAmong(byPath ? envelope.eventKinds() : envelope.kinds(), kind, "the envelope");
  }

  private static Refusal nameless(OpenedBody body) {
    Optional<String> list = body.last().list();
    if (list.isPresent() && !body.last().hasKeyOf(EntityCatalogue.kinds())) {
      return new Refusal(
          NO_ID, "Expected one record, found a list: %s".formatted(Excerpt.of(list.get())));
    }
    String said = body.envelope().entityType().map(Excerpt::of).orElse("nothing");
    return new Refusal(
        UNKNOWN_KIND,
        "Expected a kind by a wrapper like contact, by entity_type or by an event_type like"
            + " contact.updated, found %s".formatted(said));
  }

  private static void requireAmong(List<EntityKind> said, EntityKind kind, String source) {
    if (!said.isEmpty() && !said.contains(kind)) {
      throw new Refusal(
          OTHER_KIND,
          "Expected %s, found %s in %s".formatted(kind.name(), Kinds.list(said), source));
    }
  }

  private static String paths() {
    return EntityCatalogue.kinds().stream()
        .flatMap(kind -> kind.paths().stream())
        .sorted()
        .collect(Collectors.joining(", ", "", ", " + ANY_KIND));
  }
}
