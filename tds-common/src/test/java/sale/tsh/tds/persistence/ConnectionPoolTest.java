package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import sale.tsh.tds.testing.TestDatabase;

@ExtendWith(OutputCaptureExtension.class)
@Isolated("captures the output of this JVM")
class ConnectionPoolTest {

  private final TestDatabase database = TestDatabase.empty();
  private final ConnectionPool pool = new ConnectionPool();

  ConnectionPoolTest() {
    DatabaseSettings settings = database.settings("");
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.user());
    pool.setPassword(settings.password());
    pool.setMaximumPoolSize(1);
    pool.setConnectionTimeout(250);
  }

  @AfterEach
  void close() {
    pool.close();
    database.close();
  }

  @Test
  void exhaustedPoolLogsTheMessageOfTheGuide(CapturedOutput output) throws SQLException {
    try (Connection held = pool.getConnection()) {
      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
      assertThat(held.isValid(1)).isTrue();
    }
    assertThat(output)
        .contains("connection pool exhausted: all 1 connections were in use for 250 ms");
  }

  /** Otherwise the pool would use its connections for another half hour. */
  @Test
  void poolLeavesAReadOnlyServer() throws SQLException {
    database.jdbc().sql("create table written (number integer)").update();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set session characteristics as transaction read only");
      assertThatThrownBy(() -> statement.execute("insert into written values (1)"))
          .matches(ConnectionLoss::causedBy);
    }
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("insert into written values (2)");
    }
    assertThat(database.count("written")).isOne();
  }

  /**
   * This happens after a pause of this process. The next caller to get the connection would fail
   * too.
   */
  @Test
  void poolLeavesASessionThatTheServerEnded() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local idle_in_transaction_session_timeout = 1");
      await()
          .until(() ->
              database.count(
                      "pg_stat_activity where datname = current_database() and state = 'idle in transaction'")
                  == 0);
      assertThatThrownBy(() -> statement.execute("select 1")).matches(ConnectionLoss::causedBy);
    }
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.execute("select 1")).isTrue();
    }
  }

  @Test
  void absentServerIsNoExhaustion(CapturedOutput output) {
    pool.setInitializationFailTimeout(-1);
    pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nobody");
    assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
    assertThat(output).doesNotContain("connection pool exhausted");
  }
}
