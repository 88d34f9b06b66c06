package sale.tsh.tds.delivery.record;

import static sale.tsh.tds.refusal.RefusalCause.NO_ID;
import static sale.tsh.tds.refusal.RefusalCause.OTHER_KIND;
import static sale.tsh.tds.refusal.RefusalCause.UNKNOWN_KIND;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.OtherKinds;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusedException;

/** Decides which kind a record is of. Refuses a delivery that names two kinds. */
public final class KindResolver {

  private static final String ANY_KIND = "zoho";

  /** Before the name of a kind that has no path of its own. */
  private static final String OTHER_KINDS = "other/";

  private KindResolver() {}

  /**
   * The kind that a path names. Empty for {@code zoho}, the path for every kind. A name below
   * {@code other/} means the catalogue's kind of this name, if there is one by now.
   */
  public static Optional<Kind> atPath(String path) {
    Optional<Kind> kind = namedBy(path);
    if (kind.isPresent() || path.equalsIgnoreCase(ANY_KIND)) {
      return kind;
    }
    throw new RefusedException(
        UNKNOWN_KIND,
        isOther(path)
            ? "Expected %s after %s, found %s"
                .formatted(OtherKinds.RULE, OTHER_KINDS, Excerpt.of(otherName(path)))
            : "Expected one of the paths %s, found %s".formatted(paths(), Excerpt.of(path)));
  }

  /** The same kind, also empty for an unknown path. */
  public static Optional<Kind> namedBy(String path) {
    return KindCatalogue.atPath(path)
        .or(() -> isOther(path) ? byName(otherName(path)) : Optional.empty());
  }

  private static boolean isOther(String path) {
    return path.regionMatches(true, 0, OTHER_KINDS, 0, OTHER_KINDS.length());
  }

  private static String otherName(String path) {
    return path.substring(OTHER_KINDS.length());
  }

  private static Optional<Kind> byName(String name) {
    return KindCatalogue.atPath(name)
        .or(() -> KindCatalogue.named(name).stream().findFirst())
        .or(() -> OtherKinds.nameOf(name).map(OtherKinds::named));
  }

  /**
   * The kind of a located record: the path's kind, else the first kind named by the body that fits
   * the record's members. Refuses a body whose envelope or members belong to another kind.
   */
  public static Kind resolve(LocatedRecord located, Optional<Kind> atPath) {
    Envelope envelope = located.envelope();
    Optional<Kind> outside = located.kinds().stream().filter(Kind::isOther).findFirst();
    if (outside.isPresent()) {
      return requireUncontradicted(outside.get(), envelope);
    }
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

  /** The kind outside the catalogue, unless the envelope names another kind that Zoho has. */
  private static Kind requireUncontradicted(Kind kind, Envelope envelope) {
    requireAmong(envelope.kindsOfEntityType(), kind, Envelope.ENTITY_TYPE);
    requireAmong(envelope.kindsOfEventType(), kind, "the envelope");
    envelope
        .foreignKind()
        .filter(foreign -> !OtherKinds.fits(foreign, kind))
        .ifPresent(foreign -> {
          throw other(kind.name(), Excerpt.of(foreign), "the envelope");
        });
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
    String said =
        located
            .envelope()
            .entityType()
            .map(Excerpt::of)
            .orElseGet(() -> wrappersIn(located.recordLevel()));
    return new RefusedException(
        UNKNOWN_KIND,
        "Expected a kind by a wrapper like contact, by entity_type or by an event_type like"
            + " contact.updated, found %s".formatted(said));
  }

  /** The objects that are the only content of a level, since a record may be in any of them. */
  private static String wrappersIn(JsonLevel level) {
    List<String> objects = OtherWrapper.objectsIn(level);
    if (objects.isEmpty() || !objects.containsAll(level.content())) {
      return "nothing";
    }
    return objects.size() == 1
        ? "the wrapper %s, whose name is not %s"
            .formatted(Excerpt.of(objects.getFirst()), OtherKinds.RULE)
        : "several wrappers: %s and %s"
            .formatted(Excerpt.of(objects.get(0)), Excerpt.of(objects.get(1)));
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
        .collect(Collectors.joining(", ", "", ", %s, %s{name}".formatted(ANY_KIND, OTHER_KINDS)));
  }
}
