package sale.tsh.tds.delivery.record;

import java.util.List;
import sale.tsh.tds.kind.Kind;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record in a body, and everything the body says around it.
 *
 * @param levels the JSON levels from the top of the body to the record, which is the last
 * @param kinds the kinds that the record can be of, none if nothing names a kind
 * @param wrapped whether the record was in a wrapper, so that all members belong to the record
 */
public record LocatedRecord(
    List<JsonLevel> levels, List<Kind> kinds, Envelope envelope, boolean wrapped) {

  /** Whether the body has no member that could name a record. */
  public boolean isEmpty() {
    return levels.stream().allMatch(JsonLevel::hasOnlyContainers);
  }

  /** The record as received. A flat record comes without the members of its envelope. */
  public ObjectNode record() {
    return wrapped ? recordLevel().members() : recordLevel().flatRecord(kinds);
  }

  JsonLevel recordLevel() {
    return levels.getLast();
  }
}
