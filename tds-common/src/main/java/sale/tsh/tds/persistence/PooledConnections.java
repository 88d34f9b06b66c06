package sale.tsh.tds.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Opens the connections that the pool keeps. */
final class PooledConnections extends AbstractDataSource {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          // Until it is known that no pooler is before the server.
          "prepareThreshold", "0",
          "tcpKeepAlive", "true",
          // For each of several hosts; one that is silent must leave time for the next.
          "connectTimeout", "5",
          // A connection that is half open must end some day; every statement of ours ends long
          // before.
          "socketTimeout", "90");

  /** From this execution on a statement keeps its name, and soon its plan, in its session. */
  private static final int PREPARE_THRESHOLD = 5;

  private final DatabaseSettings settings;

  PooledConnections(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * Opens one, whose statements are prepared by name only where that is safe: a transaction pooler
   * gives each transaction another session. What {@code DATABASE_URL} says of it counts.
   */
  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = settings.connect(PROPERTIES);
    try {
      if (!settings.url().contains("prepareThreshold=") && !Pooler.isBefore(connection)) {
        connection.unwrap(PGConnection.class).setPrepareThreshold(PREPARE_THRESHOLD);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The settings say who connects");
  }
}
