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
    return layer.hasIdOf(kinds)
        ? layer.loneBox(kinds).filter(box -> agrees(box, layer))
        : wrapper(layer).or(() -> Box.carrier(members)).or(() -> noOtherWrapper(layer));
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
            .filter(each -> layer.idOfAnother(each).isEmpty())
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

  /** Whether a box beside the record's own id names no other id. */
  private boolean agrees(Box box, Layer layer) {
    Optional<RecordId> outside = IdFinder.own(layer, kinds);
    Optional<RecordId> inside = IdFinder.own(Layer.of(box.open()), kinds);
    return outside.isEmpty()
        || inside.isEmpty()
        || outside.get().text().equals(inside.get().text());
  }

  private Optional<Box> wrapper(Layer layer) {
    Optional<Box> own = layer.wrapperOf(kinds);
    Optional<String> otherId = layer.idOfAnother(kinds);
    boolean named = !Kinds.common(envelope.kinds(), kinds).isEmpty();
    if (own.isPresent() && otherId.isPresent() && !named) {
      throw new Refusal(
          OTHER_KIND,
          "Expected %s, found a record with %s that holds a %s"
              .formatted(Kinds.list(kinds), otherId.get(), own.get().name()));
    }
    return own;
  }

  /**
   * Refuses a wrapper of another kind. With an id from the envelope and members beside it, it is a
   * part of the record instead.
   */
  private Optional<Box> noOtherWrapper(Layer layer) {
    if (!kinds.isEmpty() && !layer.wrappers().isEmpty()) {
      Box other = layer.wrappers().getFirst();
      boolean nameless = envelope.entityId().isEmpty() && IdFinder.plain(layer).isEmpty();
      if (nameless || layer.isAlone(other)) {
        throw new Refusal(
            OTHER_KIND,
            "Expected %s, found %s in the wrapper %s"
                .formatted(Kinds.list(kinds), Kinds.list(other.kinds()), Excerpt.of(other.name())));
      }
    }
    return Optional.empty();
  }
}
