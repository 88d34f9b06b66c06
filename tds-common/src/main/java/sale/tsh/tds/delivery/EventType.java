package sale.tsh.tds.delivery;

import java.util.List;
import java.util.Optional;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;

/** An event type as envelopes say it: {@code update}, {@code item.updated}. */
record EventType(String text) {

  /** The kinds that the part before the last dot names. */
  List<EntityKind> kinds() {
    int dot = text.lastIndexOf('.');
    return dot < 0 ? List.of() : EntityCatalogue.named(text.substring(0, dot).strip());
  }

  /** The operation that the word after the last dot is; {@code invoice.paid} says none. */
  Optional<Operation> operation() {
    return Operation.of(text.substring(text.lastIndexOf('.') + 1));
  }
}
