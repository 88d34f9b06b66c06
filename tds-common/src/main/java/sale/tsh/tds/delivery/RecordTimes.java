package sale.tsh.tds.delivery;

import java.time.Instant;
import java.util.Optional;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.json.ZohoTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a record says of its own times. */
record RecordTimes(Optional<Instant> created, Optional<Instant> modified) {

  static RecordTimes of(ObjectNode record) {
    return new RecordTimes(
        time(record, "created_time"),
        time(record, EntityCatalogue.MODIFIED).or(() -> time(record, EntityCatalogue.UPDATED)));
  }

  /** A record that was not changed since it was created is new. */
  Operation operation() {
    return created.isPresent() && created.equals(modified) ? Operation.CREATED : Operation.UPDATED;
  }

  private static Optional<Instant> time(ObjectNode record, String member) {
    JsonNode value = record.path(member);
    return value.isString() ? ZohoTime.parse(value.stringValue()) : Optional.empty();
  }
}
