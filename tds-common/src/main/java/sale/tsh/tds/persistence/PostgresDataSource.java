package sale.tsh.tds.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Opens connections whose statements reach our tables, whatever the role's {@code search_path}. The
 * server ends such a connection when this process is frozen or gone, which releases its locks.
 * Behind a pooler nothing is set, because others use the same sessions. There a connection that
 * does not reach our tables is refused.
 */
final class PostgresDataSource extends AbstractDataSource {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          // Until it is known that there is no pooler in front of the server.
          "prepareThreshold", "0",
          "tcpKeepAlive", "true",
          // For each of several hosts: a silent host must leave time for the next.
          "connectTimeout", "5",
          // Ends a half-open connection. Every statement of ours ends long before.
          "socketTimeout", "90");

  /**
   * Begins a session without a pooler. Values that the server's administrator has set stay.
   *
   * <p>None of our transactions is idle that long, and a handler's transaction has its own limit.
   * There is no limit on a whole transaction, because a migration or a check may take hours. A
   * statement that still runs or waits for a lock ends soon after its client is gone. Only some
   * systems tell a server so, and others refuse the setting.
   */
  private static final String BEGIN =
      """
      select set_config('search_path', quote_ident(?), false), count(set_config(s.name, ours.value, false))
        from (values ('idle_in_transaction_session_timeout', '30s'),
                     ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'),
                     ('tcp_user_timeout', '60000'), ('client_connection_check_interval', '10s')) as ours (name, value)
        join pg_settings s using (name)
       where s.source = 'default' and (name <> 'client_connection_check_interval' or version() like '%linux%')
      """;

  /**
   * From this execution on a statement is prepared by name, and the session soon keeps its plan.
   */
  private static final int PREPARE_THRESHOLD = 5;

  private final DatabaseSettings settings;

  /** Found once. Tables that are created in another schema later are not ours. */
  private volatile @Nullable OurSchema schema;

  PostgresDataSource(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * Opens a connection. Its statements are prepared by name only without a pooler, because a
   * transaction pooler may give each transaction another session. A {@code prepareThreshold} in
   * {@code DATABASE_URL} takes precedence.
   */
  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = settings.connect(PROPERTIES);
    try {
      OurSchema ours = schema(connection);
      if (Pooler.isBefore(connection)) {
        ours.requireReached(connection);
      } else {
        begin(connection, ours);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  private void begin(Connection connection, OurSchema ours) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
      statement.setString(1, ours.name());
      statement.execute();
    }
    if (!settings.url().contains("prepareThreshold=")) {
      connection.unwrap(PGConnection.class).setPrepareThreshold(PREPARE_THRESHOLD);
    }
  }

  private OurSchema schema(Connection connection) throws SQLException {
    OurSchema known = schema;
    if (known == null) {
      known = OurSchema.find(connection);
      schema = known;
    }
    return known;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The settings say who connects");
  }
}
