package sale.tsh.tds.persistence;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells the loss of the way to the database from an error of a statement. */
public final class ConnectionLoss {

  private ConnectionLoss() {}

  /**
   * Whether a connection was lost or not to be had: SQLSTATE class 08, 57P01 to 57P05 (server or
   * connection ended), 53300 (too many connections), or a pool that gave none in time.
   */
  public static boolean causedBy(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.sql.SQLTransientConnectionException) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300")) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether the pool gave no connection in time although the server takes connections: all are in
   * use.
   */
  public static boolean isPoolExhausted(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.sql.SQLTransientConnectionException) {
        return cause.getCause() == null;
      }
    }
    return false;
  }
}
