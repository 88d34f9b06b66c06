package sale.tsh.tds.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * Tells whether a pooler stands before PostgreSQL. It may hand one connection of ours to several
 * sessions of the server: what a session keeps, such as listening or a prepared statement, is lost
 * then.
 */
public final class Pooler {

  private static final int LONGEST_SECONDS = 5;

  private Pooler() {}

  /** Whether the process that the client was told at the start is another than the server's own. */
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
