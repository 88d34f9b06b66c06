package sale.tsh.tds.delivery.record;

import static sale.tsh.tds.refusal.RefusalCause.OTHER_KIND;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.OtherKinds;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusedException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds a record of a kind outside the catalogue. The path names the kind, else a wrapper, else the
 * envelope. Runs only where the catalogue has no kind for the body.
 */
final class OtherRecordLocator {

  private final List<JsonLevel> levels = new ArrayList<>();
  private final Optional<Kind> atPath;
  private Envelope envelope = Envelope.EMPTY;

  private OtherRecordLocator(Optional<Kind> atPath) {
    this.atPath = atPath;
  }

  /** Finds a record of the path's kind, or of any kind. Has no kind if nothing names one. */
  static LocatedRecord locate(ObjectNode body, Optional<Kind> atPath) {
    return new OtherRecordLocator(atPath).locate(body);
  }

  private LocatedRecord locate(ObjectNode body) {
    JsonLevel level = enter(body);
    while (true) {
      Optional<Kind> kind = atPath.or(envelope::otherKind);
      Optional<NestedObject> wrapper = OtherWrapper.in(level);
      Optional<Kind> wrapped = wrapper.flatMap(each -> kindIn(each, kind));
      if (wrapper.isPresent() && wrapped.isPresent()) {
        levels.add(JsonLevel.of(wrapper.get().open()));
        return located(wrapped, true);
      }
      Optional<NestedObject> container = containerIn(level, kind);
      if (container.isEmpty()) {
        refuseWrapper(level, wrapper);
        refuseRecordOfCatalogue(level, kind);
        return located(kind, false);
      }
      level = enter(container.get().open());
    }
  }

  private JsonLevel enter(ObjectNode members) {
    RecordLocator.requireRoom(levels);
    JsonLevel level = JsonLevel.of(members);
    levels.add(level);
    envelope = envelope.or(Envelope.of(members));
    return level;
  }

  private LocatedRecord located(Optional<Kind> kind, boolean wrapped) {
    return new LocatedRecord(List.copyOf(levels), kind.stream().toList(), envelope, wrapped);
  }

  /**
   * The kind of the record in a wrapper. Empty if the wrapper is a part of the record that path or
   * envelope name. Without an id of its own it is no record beside an envelope.
   */
  private Optional<Kind> kindIn(NestedObject wrapper, Optional<Kind> named) {
    Kind own = wrapper.kinds().getFirst();
    if (named.isEmpty()) {
      return Optional.of(own);
    }
    if (OtherKinds.fits(own.name(), named.get())) {
      return atPath.isPresent() || own.name().equals(OtherKinds.MODULE_RECORD)
          ? named
          : Optional.of(own);
    }
    return atPath.isEmpty() && OtherWrapper.holdsOwnId(wrapper)
        ? Optional.of(own)
        : Optional.empty();
  }

  /** The container with the record. A level with an id beside other content is the record. */
  private static Optional<NestedObject> containerIn(JsonLevel level, Optional<Kind> kind) {
    return NestedObject.containerIn(level.members())
        .filter(container ->
            kind.isEmpty()
                || !hasId(level, kind.get())
                || OtherWrapper.isOnlyContent(container, level, kind.get()));
  }

  private static boolean hasId(JsonLevel level, Kind kind) {
    return level.hasIdOf(List.of(kind)) || IdResolver.plain(level).isPresent();
  }

  /** Refuses a wrapper of another kind than the path's, as at the path of any kind. */
  private void refuseWrapper(JsonLevel level, Optional<NestedObject> other) {
    if (atPath.isEmpty() || level.hasIdOf(List.of(atPath.get()))) {
      return;
    }
    boolean nameless = envelope.entityId().isEmpty() && IdResolver.plain(level).isEmpty();
    other
        .filter(wrapper -> nameless || OtherWrapper.holdsOwnId(wrapper))
        .or(() -> level.wrappers().stream().filter(level::isOnlyContent).findFirst())
        .ifPresent(wrapper -> {
          throw new RefusedException(
              OTHER_KIND,
              "Expected %s, found %s in the wrapper %s"
                  .formatted(
                      atPath.get().name(),
                      KindLists.joined(wrapper.kinds()),
                      Excerpt.of(wrapper.name())));
        });
  }

  /**
   * Refuses a flat record of the catalogue. Its id stands under {@code id} or {@code entity_id},
   * and under its own kind's key as well.
   */
  private void refuseRecordOfCatalogue(JsonLevel level, Optional<Kind> kind) {
    if (kind.isEmpty() || level.hasIdOf(kind.stream().toList())) {
      return;
    }
    Optional<String> id = envelope.entityId().or(() -> IdResolver.plain(level)).map(RecordId::text);
    KindCatalogue.kinds().stream()
        .filter(each -> RecordId.in(level.members(), each.key()).map(RecordId::text).equals(id))
        .filter(each -> id.isPresent())
        .findFirst()
        .ifPresent(each -> {
          throw new RefusedException(
              OTHER_KIND,
              "Expected %s, found %s by its %s"
                  .formatted(kind.get().name(), each.name(), each.key()));
        });
  }
}
