package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import sale.tsh.tds.testing.TestDatabase;

@ExtendWith(OutputCaptureExtension.class)
class ConnectionPoolTest {

  private final TestDatabase database = TestDatabase.empty();
  private final ConnectionPool pool = new ConnectionPool();

  ConnectionPoolTest() {
    pool.setJdbcUrl(database.dataSource().getJdbcUrl());
    pool.setUsername(database.dataSource().getUsername());
    pool.setPassword(database.dataSource().getPassword());
    pool.setMaximumPoolSize(1);
    pool.setConnectionTimeout(250);
  }

  @AfterEach
  void close() {
    pool.close();
    database.close();
  }

  @Test
  void anExhaustedPoolSaysSoInTheWordsOfTheGuide(CapturedOutput output) throws SQLException {
    try (Connection held = pool.getConnection()) {
      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
      assertThat(held.isValid(1)).isTrue();
    }
    assertThat(output)
        .contains("connection pool exhausted: all 1 connections were in use for 250 ms");
  }

  /** Its connections would else be used for half an hour more. */
  @Test
  void aServerThatTakesNoWritesIsLeft() throws SQLException {
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

  @Test
  void aServerThatIsAwayIsNoExhaustion(CapturedOutput output) {
    pool.setInitializationFailTimeout(-1);
    pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nobody");
    assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
    assertThat(output).doesNotContain("connection pool exhausted");
  }
}
