package sale.tsh.tds.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * Detects a pooler in front of PostgreSQL. A pooler may use several server sessions for one
 * connection of ours. State of a session, such as a {@code listen} or a prepared statement, is then
 * lost.
 */
public final class Pooler {

  private static final int LONGEST_SECONDS = 5;

  private Pooler() {}

  /**
   * Whether the process id that the client got at the start differs from that of the server
   * process.
   */
  public static boolean isBefore(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(LONGEST_SECONDS);
      try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
        row.next();
        return connection.unwrap(PGConnection.class).getBackendPID() != row.getInt(1);
      }
    }
  }
}
