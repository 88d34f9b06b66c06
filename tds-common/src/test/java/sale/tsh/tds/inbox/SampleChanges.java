package sale.tsh.tds.inbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.RecordOperation;
import tools.jackson.databind.node.ObjectNode;

/** Deliveries of items, and the changes that were read from them. */
final class SampleChanges {

  private SampleChanges() {}

  static ParsedDelivery.Change change(String id, String entity, Optional<Instant> modified) {
    return new ParsedDelivery.Change(
        KindCatalogue.kindOf("item"),
        id,
        RecordOperation.UPDATED,
        modified,
        (ObjectNode) Json.parse(entity));
  }

  /** A delivery. The bytes are null if the text is exact. */
  static ReceivedDelivery received(String body, @Nullable ByteBuffer bytes) {
    return new ReceivedDelivery(
        new Delivery("items", "", "application/json", body),
        bytes,
        body.length(),
        "{}",
        "127.0.0.1");
  }
}
