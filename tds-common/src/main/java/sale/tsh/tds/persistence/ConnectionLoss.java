package sale.tsh.tds.persistence;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Distinguishes a lost connection from an error of a statement. */
public final class ConnectionLoss {

  /** The server is read-only, or it ended the session because a transaction took too long. */
  private static final Set<String> USELESS = Set.of("25006", "25P03", "25P04");

  private static final String TOO_MANY = "53300";

  private ConnectionLoss() {}

  /**
   * Whether a connection was lost or could not be had. These failures count:
   *
   * <ul>
   *   <li>SQLSTATE class 08
   *   <li>57P01 to 57P05: the server or the connection ended
   *   <li>25P03 and 25P04: the server ended the session because its transaction took too long
   *   <li>53300: too many connections
   *   <li>25006: the server is read-only
   *   <li>the {@linkplain #isPoolTimeout pool} gave no connection, or has closed the dead one
   * </ul>
   */
  public static boolean causedBy(Throwable thrown) {
    return isPoolTimeout(thrown)
        || isThrownAway(thrown)
        || SqlStates.of(thrown)
            .anyMatch(state ->
                state.startsWith("08")
                    || state.startsWith("57P0")
                    || USELESS.contains(state)
                    || state.equals(TOO_MANY));
  }

  /** Whether the connection is useless although the driver does not consider it closed. */
  static boolean isUseless(Throwable thrown) {
    return SqlStates.of(thrown).anyMatch(USELESS::contains);
  }

  /**
   * Whether the pool gave no connection in time, because all are in use or the server accepts none.
   */
  public static boolean isPoolTimeout(Throwable thrown) {
    return SqlStates.causes(thrown, SQLTransientConnectionException.class).findFirst().isPresent();
  }

  /**
   * The pool closes a dead connection. The rollback that follows fails with this message, and only
   * that exception reaches the caller.
   */
  private static boolean isThrownAway(Throwable thrown) {
    return SqlStates.causes(thrown, SQLException.class)
        .anyMatch(each -> "Connection is closed".equals(each.getMessage()));
  }
}
