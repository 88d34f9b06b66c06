package sale.tsh.tds.delivery;

import static sale.tsh.tds.delivery.RefusalCause.OTHER_KIND;
import static sale.tsh.tds.delivery.RefusalCause.UNKNOWN_KIND;
import static sale.tsh.tds.delivery.RefusalCause.UNREADABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sale.tsh.tds.entity.EntityKind;
import tools.jackson.databind.node.ObjectNode;

/**
 * Goes from a body's top level through envelopes, carriers and a wrapper to the record, and no
 * further: what is inside a record is the record's, whatever it is called.
 */
final class BodyOpener {

  /** More than anybody nests on purpose. */
  static final int MAX_LAYERS = 8;

  private final List<Layer> layers = new ArrayList<>();
  private List<EntityKind> kinds;
  private Envelope envelope = Envelope.SILENT;
  private boolean wrapped;

  private BodyOpener(List<EntityKind> kinds) {
    this.kinds = kinds;
  }

  /** Opens a body whose record should be of one of these kinds, or of any if there are none. */
  static OpenedBody open(ObjectNode body, List<EntityKind> kinds) {
    return new BodyOpener(kinds).open(body);
  }

  private OpenedBody open(ObjectNode body) {
    Optional<Box> box = enter(body);
    while (box.isPresent()) {
      box = enter(box.get());
    }
    return new OpenedBody(List.copyOf(layers), kinds, envelope, wrapped);
  }

  private Optional<Box> enter(Box box) {
    if (layers.size() == MAX_LAYERS) {
      throw new Refusal(
          UNREADABLE, "Expected a record within %d layers of wrapping".formatted(MAX_LAYERS));
    }
    if (box.isWrapper()) {
      wrapped = true;
      kinds = Kinds.common(kinds, box.kinds());
    }
    return enter(box.open());
  }

  private Optional<Box> enter(ObjectNode members) {
    Layer layer = Layer.of(members);
    layers.add(layer);
    if (wrapped) {
      return layer.hasIdOf(kinds) ? Optional.empty() : layer.loneBox(kinds);
    }
    envelope = envelope.or(Envelope.of(members));
    if (kinds.isEmpty()) {
      kinds = kindsNamedBy(layer);
    }
    refuseRecordOfAnother(layer);
    if (layer.hasIdOf(kinds)) {
      return layer.loneBox(kinds).filter(box -> agrees(box, layer));
    }
    Optional<Box> box = layer.wrapperOf(kinds).or(() -> Box.carrier(members));
    if (box.isEmpty()) {
      refuseWrapperOfAnother(layer);
    }
    return box;
  }

  /**
   * The kinds by the wrapper, else by the envelope. A wrapper beside another kind's id is a part of
   * that kind's flat record, and beside other members part of what the envelope names.
   */
  private List<EntityKind> kindsNamedBy(Layer layer) {
    List<EntityKind> said = envelope.kinds();
    Optional<Box> agreeing = layer.wrapperOf(said);
    if (agreeing.isPresent()) {
      return Kinds.common(said, agreeing.get().kinds());
    }
    List<List<EntityKind>> wrapped =
        layer.wrappers().stream()
            .filter(box -> said.isEmpty() || layer.isAlone(box))
            .map(Box::kinds)
            .filter(each -> layer.otherKindsKeyed(each).isEmpty())
            .distinct()
            .toList();
    if (wrapped.size() > 1) {
      throw new Refusal(
          UNKNOWN_KIND,
          "Expected one record, found wrappers of several kinds: %s and %s"
              .formatted(Kinds.list(wrapped.get(0)), Kinds.list(wrapped.get(1))));
    }
    return wrapped.isEmpty() ? said : wrapped.getFirst();
  }

  /**
   * Refuses another kind's flat record. It has that kind's key, and what could be taken for ours is
   * a part of it or a reference: the contact in an invoice, and its {@code customer_id}.
   */
  private void refuseRecordOfAnother(Layer layer) {
    if (layer.hasKeyOf(kinds) || !Kinds.common(envelope.kinds(), kinds).isEmpty()) {
      return;
    }
    boolean holdsOurs = layer.wrapperOf(kinds).isPresent();
    layer.otherKindsKeyed(kinds).stream()
        .filter(other -> holdsOurs || layer.refersTo(kinds, other))
        .findFirst()
        .ifPresent(
            other -> {
              throw new Refusal(
                  OTHER_KIND,
                  "Expected %s, found %s by its %s"
                      .formatted(Kinds.list(kinds), other.name(), other.key()));
            });
  }

  /** Whether a box beside the record's own id names no other id. */
  private boolean agrees(Box box, Layer layer) {
    Optional<RecordId> outside = IdFinder.own(layer, kinds);
    Optional<RecordId> inside = IdFinder.own(Layer.of(box.open()), kinds);
    return outside.isEmpty()
        || inside.isEmpty()
        || outside.get().text().equals(inside.get().text());
  }

  /**
   * Refuses a wrapper of another kind. With an id from the envelope and members beside it, it is a
   * part of the record instead.
   */
  private void refuseWrapperOfAnother(Layer layer) {
    if (kinds.isEmpty() || layer.wrappers().isEmpty()) {
      return;
    }
    Box other = layer.wrappers().getFirst();
    boolean nameless = envelope.entityId().isEmpty() && IdFinder.plain(layer).isEmpty();
    if (nameless || layer.isAlone(other)) {
      throw new Refusal(
          OTHER_KIND,
          "Expected %s, found %s in the wrapper %s"
              .formatted(Kinds.list(kinds), Kinds.list(other.kinds()), Excerpt.of(other.name())));
    }
  }
}
