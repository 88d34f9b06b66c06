package sale.tsh.tds.bench.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import sale.tsh.tds.bench.measure.BenchProblem;

/** Runs statements and queries in a database. A refused one is a {@link BenchProblem}. */
public record BenchDatabase(DataSource source) {

  private static final String DEADLOCK = "40P01";
  private static final int MOST_DEADLOCKS = 10;

  /** Opens a pool of connections to a database of the server at this port. */
  public static BenchDatabase pooled(int port, String name, int connections) {
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name));
    settings.setUsername("postgres");
    settings.setMaximumPoolSize(connections);
    return new BenchDatabase(new HikariDataSource(settings));
  }

  /**
   * Runs statements, each in its own transaction. A program that reads several tables meanwhile may
   * deadlock with a truncate, which is then repeated.
   */
  public void run(String... statements) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        execute(statement, sql);
      }
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL refused a statement: " + e.getMessage(), e);
    }
  }

  private static void execute(Statement statement, String sql) throws SQLException {
    for (int left = MOST_DEADLOCKS; ; left--) {
      try {
        statement.execute(sql);
        return;
      } catch (SQLException e) {
        if (left == 0 || !DEADLOCK.equals(e.getSQLState())) {
          throw e;
        }
      }
    }
  }

  /** Returns the only value of a query. */
  public double number(String sql, Object... parameters) {
    return column(sql, parameters)[0];
  }

  /** Returns the only text of a query. */
  String text(String sql, Object... parameters) {
    return values(sql, row -> row.getString(1), parameters).getFirst();
  }

  /** Returns the first column of a query. */
  double[] column(String sql, Object... parameters) {
    return values(sql, row -> row.getDouble(1), parameters).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private <T> List<T> values(String sql, RowReader<T> reader, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(reader.read(rows));
        }
      }
      return values;
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL refused a query: " + e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
