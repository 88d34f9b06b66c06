package sale.tsh.tds.local.faults;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import sale.tsh.tds.local.LocalSystem;

/** A client that holds locks or a snapshot in a transaction until it is released. */
final class Holder implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LocalSystem system;
  private final Connection connection;

  /** Opens a transaction with this statement. */
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

  /** Returns once a session has waited for a lock for longer than {@code longerThan}. */
  void awaitWaitingSession(Duration longerThan) {
    await().atMost(PATIENCE).until(() -> hasWaitingSession(longerThan));
  }

  private boolean hasWaitingSession(Duration longerThan) {
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

  /** Rolls back and disconnects. Further calls do nothing. */
  void release() throws SQLException {
    if (!connection.isClosed()) {
      connection.rollback();
      connection.close();
    }
  }

  @Override
  public void close() throws SQLException {
    release();
  }
}
