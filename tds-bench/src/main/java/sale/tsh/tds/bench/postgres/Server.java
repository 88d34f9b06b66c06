package sale.tsh.tds.bench.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Ports;

/** The PostgreSQL of a benchmark, with default settings. Every commit is on disk. */
public final class Server implements AutoCloseable {

  private static final int CONNECTIONS = 300;

  private final EmbeddedPostgres postgres;
  private final BenchDatabase database;
  private final Duration roundTrip;
  private final Optional<SlowLink> link;

  private Server(EmbeddedPostgres postgres, Duration roundTrip) {
    this.postgres = postgres;
    this.database = new BenchDatabase(postgres.getPostgresDatabase());
    this.roundTrip = roundTrip;
    this.link =
        roundTrip.isZero()
            ? Optional.empty()
            : Optional.of(SlowLink.open(postgres.getPort(), roundTrip));
  }

  /**
   * Starts a server. Its data is in the given directory until it ends.
   *
   * @param roundTrip how much longer the measured programs wait for each of its answers
   */
  public static Server start(Path directory, Duration roundTrip) {
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
      return new Server(postgres, roundTrip);
    } catch (IOException e) {
      throw new BenchProblem("PostgreSQL did not start", e);
    }
  }

  /** The port for the measured programs. */
  public int port() {
    return link.map(SlowLink::port).orElse(postgres.getPort());
  }

  /** The value for {@code DATABASE_URL}. */
  public String url() {
    return "postgresql://postgres@127.0.0.1:%d/postgres".formatted(port());
  }

  /** Connects the benchmark itself, which has no link between. */
  public Connection connect() throws SQLException {
    return database.source().getConnection();
  }

  /** See {@link BenchDatabase#run}. */
  public void run(String... statements) {
    database.run(statements);
  }

  /** See {@link BenchDatabase#number}. */
  public double number(String sql, Object... parameters) {
    return database.number(sql, parameters);
  }

  /** See {@link BenchDatabase#text}. */
  String text(String sql, Object... parameters) {
    return database.text(sql, parameters);
  }

  /** See {@link BenchDatabase#column}. */
  public double[] column(String sql, Object... parameters) {
    return database.column(sql, parameters);
  }

  /** The version, and the settings that decide the speed of a commit. */
  public String description() {
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
      return row.getString(1)
          + (roundTrip.isZero() ? "" : ", %d ms away".formatted(roundTrip.toMillis()));
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL does not answer", e);
    }
  }

  @Override
  public void close() {
    try {
      if (link.isPresent()) {
        link.get().close();
      }
      postgres.close();
    } catch (IOException e) {
      throw new BenchProblem("PostgreSQL did not end", e);
    }
  }
}
