package sale.tsh.tds.delivery;

import java.time.Instant;
import java.util.Optional;
import sale.tsh.tds.entity.EntityKind;
import tools.jackson.databind.node.ObjectNode;

/** What became of reading a delivery. */
public sealed interface Reading {

  /** Zoho's empty test call: nothing to do. */
  record Ping() implements Reading {}

  /**
   * The delivery cannot be taken.
   *
   * @param detail a sentence that names what was wrong and what was expected
   */
  record Refused(RefusalCause cause, String detail) implements Reading {}

  /**
   * The delivery says what happened to one record.
   *
   * @param entityId the record's id, exact
   * @param modified the record's own time, where the body has a readable one
   * @param entity the record as received; only its id is certain to be there
   */
  record Change(
      EntityKind kind,
      String entityId,
      Operation operation,
      Optional<Instant> modified,
      ObjectNode entity)
      implements Reading {

    /** The event type: {@code contact.created}. */
    public String eventType() {
      return kind.name() + "." + operation.past();
    }
  }
}
