package sale.tsh.tds.inbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.Operation;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Deliveries of items and what they were read as. */
final class Changes {

  private Changes() {}

  static Reading.Change change(String id, String entity, Optional<Instant> modified) {
    return new Reading.Change(
        EntityCatalogue.kindOf("item"),
        id,
        Operation.UPDATED,
        modified,
        (ObjectNode) Json.parse(entity));
  }

  /** With the bytes where the text is not exact. */
  static ReceivedDelivery received(String body, @Nullable ByteBuffer bytes) {
    return new ReceivedDelivery(
        new Delivery("items", "", "application/json", body),
        bytes,
        body.length(),
        "{}",
        "127.0.0.1");
  }
}
