package sale.tsh.tds.delivery.record;

import static sale.tsh.tds.refusal.RefusalCause.NO_ID;
import static sale.tsh.tds.refusal.RefusalCause.OTHER_KIND;
import static sale.tsh.tds.refusal.RefusalCause.UNKNOWN_KIND;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusedException;

/** Decides which kind a record is of. Refuses a delivery that names two kinds. */
public final class KindResolver {

  private static final String ANY_KIND = "zoho";

  private KindResolver() {}

  /** The kind that a path names. Empty for {@code zoho}, the path for every kind. */
  public static Optional<Kind> atPath(String path) {
    Optional<Kind> kind = KindCatalogue.atPath(path);
    if (kind.isEmpty() && !path.equalsIgnoreCase(ANY_KIND)) {
      throw new RefusedException(
          UNKNOWN_KIND,
          "Expected one of the paths %s, found %s".formatted(paths(), Excerpt.of(path)));
    }
    return kind;
  }

  /**
   * The kind of a located record: the path's kind, else the first kind named by the body that fits
   * the record's members. Refuses a body whose envelope or members belong to another kind.
   */
  public static Kind resolve(LocatedRecord located, Optional<Kind> atPath) {
    Envelope envelope = located.envelope();
    envelope
        .foreignKind()
        .ifPresent(foreign -> {
          throw other(
              atPath.map(Kind::name).orElse("a kind with a table"),
              Excerpt.of(foreign),
              "the envelope");
        });
    if (located.kinds().isEmpty()) {
      throw nameless(located);
    }
    List<Kind> candidates = atPath.map(List::of).orElse(located.kinds());
    Kind kind =
        candidates.stream()
            .filter(each -> rivalOf(each, located).isEmpty())
            .findFirst()
            .orElseThrow(() -> {
              Kind first = candidates.getFirst();
              Kind rival = rivalOf(first, located).orElseThrow();
              return other(first.name(), rival.name(), "the members of the record");
            });
    requireAmong(envelope.kindsOfEntityType(), kind, Envelope.ENTITY_TYPE);
    requireAmong(envelope.kindsOfEventType(), kind, "the envelope");
    return kind;
  }

  /**
   * Another kind with the same key column, if the record has the members of that kind instead. Both
   * kinds of payment have a {@code payment_id}. What a payment pays distinguishes them.
   */
  private static Optional<Kind> rivalOf(Kind kind, LocatedRecord located) {
    JsonLevel record = located.recordLevel();
    return KindCatalogue.withKey(kind.key()).stream()
        .filter(rival -> !rival.equals(kind))
        .filter(rival -> record.hasAnyOf(KindCatalogue.distinguishingMembers(rival, kind)))
        .filter(rival -> !record.hasAnyOf(KindCatalogue.distinguishingMembers(kind, rival)))
        .findFirst();
  }

  private static RefusedException nameless(LocatedRecord located) {
    Optional<String> list = located.recordLevel().list();
    if (list.isPresent() && !located.recordLevel().hasKeyOf(KindCatalogue.kinds())) {
      return new RefusedException(
          NO_ID, "Expected one record, found a list: %s".formatted(Excerpt.of(list.get())));
    }
    String said = located.envelope().entityType().map(Excerpt::of).orElse("nothing");
    return new RefusedException(
        UNKNOWN_KIND,
        "Expected a kind by a wrapper like contact, by entity_type or by an event_type like"
            + " contact.updated, found %s".formatted(said));
  }

  private static void requireAmong(List<Kind> said, Kind kind, String source) {
    if (!said.isEmpty() && !said.contains(kind)) {
      throw other(kind.name(), KindLists.joined(said), source);
    }
  }

  private static RefusedException other(String expected, String found, String source) {
    return new RefusedException(
        OTHER_KIND, "Expected %s, found %s in %s".formatted(expected, found, source));
  }

  private static String paths() {
    return KindCatalogue.kinds().stream()
        .flatMap(kind -> kind.paths().stream())
        .sorted()
        .collect(Collectors.joining(", ", "", ", " + ANY_KIND));
  }
}
