package sale.tsh.tds.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The one PostgreSQL of a benchmark, with its defaults: a commit is on disk. */
final class Server implements AutoCloseable {

  private static final int CONNECTIONS = 300;

  private final EmbeddedPostgres postgres;
  private final Database database;
  private final int port;

  private Server(EmbeddedPostgres postgres, int port) {
    this.postgres = postgres;
    this.database = new Database(postgres.getPostgresDatabase());
    this.port = port;
  }

  /** Starts one, whose data are beside what else the benchmark leaves and go with its end. */
  static Server start(Path directory) {
    int port = Ports.free();
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setOverrideWorkingDirectory(directory.toFile())
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", Integer.toString(CONNECTIONS))
              .start();
      return new Server(postgres, port);
    } catch (IOException e) {
      throw new BenchProblem("PostgreSQL did not start", e);
    }
  }

  int port() {
    return port;
  }

  /** Its address as {@code DATABASE_URL} takes it. */
  String url() {
    return "postgresql://postgres@127.0.0.1:%d/postgres".formatted(port);
  }

  Connection connect() throws SQLException {
    return database.source().getConnection();
  }

  /** See {@link Database#run}. */
  void run(String... statements) {
    database.run(statements);
  }

  /** See {@link Database#number}. */
  double number(String sql, Object... parameters) {
    return database.number(sql, parameters);
  }

  /** See {@link Database#column}. */
  double[] column(String sql, Object... parameters) {
    return database.column(sql, parameters);
  }

  /** Its version and the settings that decide how fast a commit is. */
  String description() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select format('PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s',
                  current_setting('server_version'), current_setting('fsync'),
                  current_setting('synchronous_commit'), current_setting('shared_buffers'))
                """)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL does not answer", e);
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new BenchProblem("PostgreSQL did not end", e);
    }
  }
}
