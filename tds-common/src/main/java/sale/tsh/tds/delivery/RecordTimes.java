package sale.tsh.tds.delivery;

import java.time.Instant;
import java.util.Optional;
import sale.tsh.tds.json.ZohoTime;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.RecordOperation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** When a record was created and last modified, as far as it says so. */
record RecordTimes(Optional<Instant> created, Optional<Instant> modified) {

  static RecordTimes of(ObjectNode record) {
    return new RecordTimes(
        time(record, "created_time"),
        time(record, KindCatalogue.MODIFIED).or(() -> time(record, KindCatalogue.UPDATED)));
  }

  /** The operation that the times mean. A record that never changed after its creation is new. */
  RecordOperation operation() {
    return created.isPresent() && created.equals(modified)
        ? RecordOperation.CREATED
        : RecordOperation.UPDATED;
  }

  private static Optional<Instant> time(ObjectNode record, String member) {
    JsonNode value = record.path(member);
    return value.isString() ? ZohoTime.parse(value.stringValue()) : Optional.empty();
  }
}
