package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import sale.tsh.tds.testing.TestDatabase;

class PooledConnectionsTest {

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
  void whereNoPoolerIsStatementsArePreparedByName() throws SQLException {
    assertThat(prepareThreshold("")).isEqualTo(5);
  }

  @Test
  void whatTheUrlSaysOfItCounts() throws SQLException {
    String sign = database.dataSource().getJdbcUrl().contains("?") ? "&" : "?";
    assertThat(prepareThreshold(sign + "prepareThreshold=0")).isZero();
  }

  private int prepareThreshold(String option) throws SQLException {
    DatabaseSettings settings =
        new DatabaseSettings(
            database.dataSource().getJdbcUrl() + option,
            database.dataSource().getUsername(),
            database.dataSource().getPassword(),
            1,
            0,
            Duration.ofSeconds(5));
    try (Connection connection = new PooledConnections(settings).getConnection()) {
      return connection.unwrap(PGConnection.class).getPrepareThreshold();
    }
  }
}
