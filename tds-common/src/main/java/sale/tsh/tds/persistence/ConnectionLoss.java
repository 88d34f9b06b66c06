package sale.tsh.tds.persistence;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells the loss of the way to the database from an error of a statement. */
public final class ConnectionLoss {

  private static final String READ_ONLY = "25006";

  private ConnectionLoss() {}

  /**
   * Whether a connection was lost or not to be had: SQLSTATE class 08, 57P01 to 57P05 (server or
   * connection ended), 53300 (too many connections), 25006 (it takes no writes), a {@linkplain
   * #isPoolTimeout pool} that gave none, or one that has thrown the dead connection away.
   */
  public static boolean causedBy(Throwable thrown) {
    return isPoolTimeout(thrown)
        || isThrownAway(thrown)
        || states(thrown)
            .anyMatch(
                state ->
                    state.startsWith("08")
                        || state.startsWith("57P0")
                        || state.equals("53300")
                        || state.equals(READ_ONLY));
  }

  /** Whether a write met a server that takes none, such as a standby. */
  static boolean isReadOnly(Throwable thrown) {
    return states(thrown).anyMatch(READ_ONLY::equals);
  }

  /** Whether the pool gave no connection in time: all are in use, or the server takes none. */
  public static boolean isPoolTimeout(Throwable thrown) {
    return causes(thrown, SQLTransientConnectionException.class).findFirst().isPresent();
  }

  /**
   * The pool closes a connection that turned out dead; the rollback that follows then fails with
   * these words, and its exception is the only one that reaches the caller.
   */
  private static boolean isThrownAway(Throwable thrown) {
    return causes(thrown, SQLException.class)
        .anyMatch(each -> "Connection is closed".equals(each.getMessage()));
  }

  private static Stream<String> states(Throwable thrown) {
    return causes(thrown, SQLException.class)
        .map(SQLException::getSQLState)
        .filter(Objects::nonNull);
  }

  private static <T extends Throwable> Stream<T> causes(Throwable thrown, Class<T> type) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast);
  }
}
