package sale.tsh.tds.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import sale.tsh.tds.delivery.Delivery;

/** Reads deliveries from rows of the inbox. */
public final class DeliveryRow {

  private DeliveryRow() {}

  /**
   * The delivery in the current row. The inbox keeps no method, so it is {@code POST}. The event's
   * type says whether the record was deleted.
   */
  public static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        "POST",
        row.getString("path"),
        row.getString("query"),
        row.getString("content_type"),
        row.getString("body"),
        row.getTimestamp("received_at").toInstant());
  }
}
