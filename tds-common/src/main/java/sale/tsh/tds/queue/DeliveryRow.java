package sale.tsh.tds.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.kind.RecordOperation;

/** Reads deliveries from rows of the inbox. */
public final class DeliveryRow {

  private DeliveryRow() {}

  /**
   * The delivery in the current row. The inbox keeps the operation and no method. So a deletion is
   * read as a {@code DELETE}, whichever part of the call requested it.
   */
  public static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        RecordOperation.DELETED.past().equals(row.getString("operation")) ? "DELETE" : "POST",
        row.getString("path"),
        row.getString("query"),
        row.getString("content_type"),
        row.getString("body"),
        row.getTimestamp("received_at").toInstant(),
        Delivery.PULL.equals(row.getString("source")));
  }
}
