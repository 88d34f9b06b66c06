package sale.tsh.tds.delivery;

import java.time.Instant;
import java.util.Optional;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.refusal.RefusalCause;
import tools.jackson.databind.node.ObjectNode;

/** What a delivery says: nothing, a change of one record, or nothing that can be accepted. */
public sealed interface ParsedDelivery {

  /** Zoho's empty test call: nothing to do. */
  record Ping() implements ParsedDelivery {}

  /**
   * The delivery must be refused.
   *
   * @param detail a sentence that names what was expected and what was found
   */
  record Refused(RefusalCause cause, String detail) implements ParsedDelivery {}

  /**
   * The delivery says what happened to one record.
   *
   * @param recordId the record's id, with every digit
   * @param modified the record's own time; empty if the body has none that can be read
   * @param record the record as received, which may be empty if the id came from elsewhere
   */
  record Change(
      Kind kind,
      String recordId,
      RecordOperation operation,
      Optional<Instant> modified,
      ObjectNode record)
      implements ParsedDelivery {

    /** The event type: {@code contact.created}. */
    public String eventType() {
      return kind.name() + "." + operation.past();
    }
  }
}
