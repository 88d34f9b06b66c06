package sale.tsh.tds.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.DoubleStream;
import javax.sql.DataSource;

/** A database, and what is run in it; what it refuses is a {@link BenchProblem}. */
record Database(DataSource source) {

  /** One of the server at this port, through a pool. */
  static Database pooled(int port, String name, int connections) {
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name));
    settings.setUsername("postgres");
    settings.setMaximumPoolSize(connections);
    return new Database(new HikariDataSource(settings));
  }

  /** Runs statements, each in a transaction of its own. */
  void run(String... statements) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL refused a statement: " + e.getMessage(), e);
    }
  }

  /** The one value that a query returns. */
  double number(String sql, Object... parameters) {
    return column(sql, parameters)[0];
  }

  /** The first column of what a query returns. */
  double[] column(String sql, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      DoubleStream.Builder values = DoubleStream.builder();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getDouble(1));
        }
      }
      return values.build().toArray();
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL refused a query: " + e.getMessage(), e);
    }
  }
}
