package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import sale.tsh.tds.testing.TestDatabase;

class PostgresDataSourceTest {

  private TestDatabase database;

  @BeforeEach
  void start() {
    database = TestDatabase.empty();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void statementsArePreparedByNameWithoutAPooler() throws SQLException {
    assertThat(prepareThreshold("")).isEqualTo(5);
  }

  @Test
  void prepareThresholdOfTheUrlCounts() throws SQLException {
    String sign = database.settings("").url().contains("?") ? "&" : "?";
    assertThat(prepareThreshold(sign + "prepareThreshold=0")).isZero();
  }

  /** A lost machine leaves a session behind, which holds its locks. */
  @Test
  void serverEndsASessionWhoseProcessIsGone() throws SQLException {
    assertThat(shown("idle_in_transaction_session_timeout")).isEqualTo("30s");
    assertThat(shown("tcp_keepalives_idle")).isEqualTo("30");
    assertThat(shown("tcp_keepalives_interval")).isEqualTo("10");
    assertThat(shown("tcp_keepalives_count")).isEqualTo("3");
    assertThat(shown("tcp_user_timeout")).isEqualTo("60000");
    assertThat(shown("client_connection_check_interval")).isEqualTo("10s");
  }

  @Test
  void settingsOfTheAdministratorCount() throws SQLException {
    database
        .jdbc()
        .sql(
            "do $$ begin execute format('alter database %I set idle_in_transaction_session_timeout = 7000', current_database()); end $$")
        .update();
    assertThat(shown("idle_in_transaction_session_timeout")).isEqualTo("7s");
  }

  private String shown(String setting) throws SQLException {
    try (Connection connection = new PostgresDataSource(database.settings("")).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  private int prepareThreshold(String option) throws SQLException {
    try (Connection connection =
        new PostgresDataSource(database.settings(option)).getConnection()) {
      return connection.unwrap(PGConnection.class).getPrepareThreshold();
    }
  }
}
