package sale.tsh.tds.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The database of another queue, as a process of Java uses it. */
final class PeerDatabase {

  private PeerDatabase() {}

  static DataSource open(int port, String name, int connections) {
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name));
    settings.setUsername("postgres");
    settings.setMaximumPoolSize(connections);
    return new HikariDataSource(settings);
  }

  /** Runs statements, each in a transaction of its own. */
  static void run(DataSource database, String... statements) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL refused a statement: " + e.getMessage(), e);
    }
  }

  /** The one number that a query returns. */
  static long number(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL refused a query: " + e.getMessage(), e);
    }
  }
}
