package sale.tsh.tds.local.faults;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import sale.tsh.tds.local.LocalSystem;

/** A client in a transaction, that holds locks or a snapshot until it lets go. */
final class Holder implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LocalSystem system;
  private final Connection connection;

  /** Begins with this statement. */
  Holder(LocalSystem system, String statement) throws SQLException {
    this.system = system;
    this.connection = system.connect();
    connection.setAutoCommit(false);
    try {
      execute(statement);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns when somebody has waited for a lock longer than that. */
  void awaitSomebodyWaiting(Duration longerThan) {
    await().atMost(PATIENCE).until(() -> somebodyWaits(longerThan));
  }

  private boolean somebodyWaits(Duration longerThan) {
    return system
        .jdbc()
        .sql(
            """
            select exists (
              select from pg_stat_activity
               where wait_event_type = 'Lock' and clock_timestamp() - query_start > :millis * interval '1 ms')
            """)
        .param("millis", longerThan.toMillis())
        .query(Boolean.class)
        .single();
  }

  /** Holds nothing any more; once is enough. */
  void letGo() throws SQLException {
    if (!connection.isClosed()) {
      connection.rollback();
      connection.close();
    }
  }

  @Override
  public void close() throws SQLException {
    letGo();
  }
}
