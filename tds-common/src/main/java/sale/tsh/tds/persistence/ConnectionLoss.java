package sale.tsh.tds.persistence;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells the loss of the way to the database from an error of a statement. */
public final class ConnectionLoss {

  private ConnectionLoss() {}

  /**
   * Whether a connection was lost or not to be had: SQLSTATE class 08, 57P01 to 57P05 (server or
   * connection ended), 53300 (too many connections), or {@linkplain #isExhaustion exhaustion}.
   */
  public static boolean causedBy(Throwable thrown) {
    if (isExhaustion(thrown)) {
      return true;
    }
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the pool gave no connection in time: all are in use, or the server takes none. */
  public static boolean isExhaustion(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return true;
      }
    }
    return false;
  }
}
