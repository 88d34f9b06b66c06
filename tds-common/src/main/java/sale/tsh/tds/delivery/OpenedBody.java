package sale.tsh.tds.delivery;

import java.util.List;
import sale.tsh.tds.entity.EntityKind;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body opened as far as its record.
 *
 * @param layers from the top level to the record, which is the last
 * @param kinds those that the record can be of; none if nothing names one
 * @param wrapped whether the record stood in a wrapper, so that all its members are its own
 */
record OpenedBody(List<Layer> layers, List<EntityKind> kinds, Envelope envelope, boolean wrapped) {

  /** Whether nothing in the body could name a record. */
  boolean isPing() {
    return layers.stream().allMatch(Layer::isMute);
  }

  /** The record, as received. */
  ObjectNode record() {
    return wrapped ? last().members() : last().flatRecord(kinds);
  }

  Layer last() {
    return layers.getLast();
  }
}
