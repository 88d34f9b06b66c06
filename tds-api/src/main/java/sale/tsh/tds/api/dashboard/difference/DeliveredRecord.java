package sale.tsh.tds.api.dashboard.difference;

import java.util.Optional;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import tools.jackson.databind.node.ObjectNode;

/** The record that a kept delivery holds. */
public final class DeliveredRecord {

  private DeliveredRecord() {}

  /** Empty if the delivery can no longer be parsed. */
  public static Optional<ObjectNode> of(Delivery delivery) {
    return DeliveryReader.read(delivery) instanceof ParsedDelivery.Change change
        ? Optional.of(change.record())
        : Optional.empty();
  }
}
