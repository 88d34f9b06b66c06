package sale.tsh.tds.delivery.record;

import static sale.tsh.tds.refusal.RefusalCause.OTHER_KIND;
import static sale.tsh.tds.refusal.RefusalCause.UNKNOWN_KIND;
import static sale.tsh.tds.refusal.RefusalCause.UNREADABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusedException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the record in a body. Starts at the top level and enters one nested object after another,
 * through containers and wrappers, until a level is the record. Stops there, because every member
 * of a record belongs to the record, whatever the member's name.
 */
public final class RecordLocator {

  /** More levels than a sender needs. Each level may be JSON in text and is parsed by itself. */
  static final int MAX_LEVELS = 8;

  private final List<JsonLevel> levels = new ArrayList<>();
  private List<Kind> kinds;
  private Envelope envelope = Envelope.EMPTY;
  private boolean wrapped;

  private RecordLocator(List<Kind> kinds) {
    this.kinds = kinds;
  }

  /** Finds a record of one of these kinds, or of any kind if the list is empty. */
  public static LocatedRecord locate(ObjectNode body, List<Kind> kinds) {
    Optional<Kind> other = kinds.stream().filter(Kind::isOther).findFirst();
    if (other.isPresent()) {
      return OtherRecordLocator.locate(body, other);
    }
    LocatedRecord located = new RecordLocator(kinds).locate(body);
    return located.kinds().isEmpty() ? OtherRecordLocator.locate(body, Optional.empty()) : located;
  }

  /** Refuses a body that has a level more than these. */
  static void requireRoom(List<JsonLevel> levels) {
    if (levels.size() == MAX_LEVELS) {
      throw new RefusedException(
          UNREADABLE, "Expected a record within %d levels of nested objects".formatted(MAX_LEVELS));
    }
  }

  private LocatedRecord locate(ObjectNode body) {
    Optional<NestedObject> nested = enter(body);
    while (nested.isPresent()) {
      nested = enter(nested.get());
    }
    return new LocatedRecord(List.copyOf(levels), kinds, envelope, wrapped);
  }

  private Optional<NestedObject> enter(NestedObject nested) {
    requireRoom(levels);
    if (nested.isWrapper()) {
      wrapped = true;
      kinds = KindLists.common(kinds, nested.kinds());
    }
    return enter(nested.open());
  }

  private Optional<NestedObject> enter(ObjectNode members) {
    JsonLevel level = JsonLevel.of(members);
    levels.add(level);
    if (wrapped) {
      return level.hasIdOf(kinds) ? Optional.empty() : level.onlyNestedObject(kinds);
    }
    envelope = envelope.or(Envelope.of(members));
    if (kinds.isEmpty()) {
      kinds = kindsNamedBy(level);
    }
    refuseRecordOfOtherKind(level);
    if (level.hasIdOf(kinds)) {
      return level.onlyNestedObject(kinds).filter(nested -> namesSameRecord(nested, level));
    }
    Optional<NestedObject> nested =
        level.wrapperOf(kinds).or(() -> NestedObject.containerIn(members));
    if (nested.isEmpty()) {
      refuseWrapperOfOtherKind(level);
    }
    return nested;
  }

  /**
   * The kinds that the wrapper names, else the envelope. A wrapper beside another kind's id is part
   * of that kind's flat record. A wrapper beside other members is part of the record that the
   * envelope names.
   */
  private List<Kind> kindsNamedBy(JsonLevel level) {
    List<Kind> byEnvelope = envelope.kinds();
    Optional<NestedObject> confirming = level.wrapperOf(byEnvelope);
    if (confirming.isPresent()) {
      return KindLists.common(byEnvelope, confirming.get().kinds());
    }
    List<List<Kind>> byWrapper =
        level.wrappers().stream()
            .filter(nested -> byEnvelope.isEmpty() || level.isOnlyContent(nested))
            .map(NestedObject::kinds)
            .filter(each -> !level.hasKeyOfOther(each))
            .filter(each -> OtherKindDetector.in(level, each).isEmpty())
            .distinct()
            .toList();
    byWrapper = KindLists.withoutReferences(byWrapper);
    if (byWrapper.size() > 1) {
      throw new RefusedException(
          UNKNOWN_KIND,
          "Expected one record, found wrappers of several kinds: %s and %s"
              .formatted(KindLists.joined(byWrapper.get(0)), KindLists.joined(byWrapper.get(1))));
    }
    return byWrapper.isEmpty() ? byEnvelope : byWrapper.getFirst();
  }

  /**
   * Refuses a flat record of another kind, unless the envelope names an expected kind. Such a
   * record has its own kind's id. The expected kind's id in it is a reference, such as the {@code
   * salesorder_id} of a package, and a wrapper in it is a part, such as the contact in an invoice.
   */
  private void refuseRecordOfOtherKind(JsonLevel level) {
    if (kinds.isEmpty() || !KindLists.common(envelope.kinds(), kinds).isEmpty()) {
      return;
    }
    OtherKindDetector.in(level, kinds)
        .ifPresent(other -> {
          throw new RefusedException(
              OTHER_KIND,
              "Expected %s, found %s by its %s"
                  .formatted(KindLists.joined(kinds), other.name(), other.key()));
        });
  }

  /** Whether the nested object has no other id than the level that holds it. */
  private boolean namesSameRecord(NestedObject nested, JsonLevel level) {
    Optional<RecordId> outside = IdResolver.own(level, kinds);
    Optional<RecordId> inside = IdResolver.own(JsonLevel.of(nested.open()), kinds);
    return outside.isEmpty()
        || inside.isEmpty()
        || outside.get().text().equals(inside.get().text());
  }

  /**
   * Refuses a wrapper of another kind. If the envelope gives an id and the level has more members,
   * the wrapper is a part of the record and stays.
   */
  private void refuseWrapperOfOtherKind(JsonLevel level) {
    if (kinds.isEmpty()) {
      return;
    }
    boolean nameless = envelope.entityId().isEmpty() && IdResolver.plain(level).isEmpty();
    Optional<NestedObject> wrapper =
        level.wrappers().isEmpty()
            ? OtherWrapper.in(level)
                .filter(nameless ? OtherWrapper::holdsId : OtherWrapper::holdsOwnId)
            : Optional.of(level.wrappers().getFirst())
                .filter(each -> nameless || level.isOnlyContent(each));
    if (wrapper.isPresent()) {
      NestedObject other = wrapper.get();
      throw new RefusedException(
          OTHER_KIND,
          "Expected %s, found %s in the wrapper %s"
              .formatted(
                  KindLists.joined(kinds),
                  KindLists.joined(other.kinds()),
                  Excerpt.of(other.name())));
    }
  }
}
