package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the machine's PgBouncer between the processes and a server on loopback. Few sessions serve
 * all connections.
 */
public final class PgBouncer implements AutoCloseable {

  private final URI server;
  private final LocalProcess process;
  private final PgBouncerProgram program;

  private PgBouncer(URI server, Mode mode, int sessions, Path home) {
    this.server = server;
    this.program =
        new PgBouncerProgram(
            home,
            server,
            mode,
            sessions,
            Integer.parseInt(FreePorts.of("PORT").getOrDefault("PORT", "")));
    this.process =
        new LocalProcess(
            program, LocalSettings.from(Map.of("TDS_HOME", home.toString()), Path.of("..")));
  }

  /** How long a connection keeps a session to itself. */
  public enum Mode {
    TRANSACTION,
    SESSION
  }

  /** Whether PgBouncer is installed, also in a directory that only root's path has. */
  public static boolean isInstalled() {
    return DebianProgram.named("pgbouncer").isPresent();
  }

  /** Starts a PgBouncer in front of a database, with at most {@code sessions} sessions. */
  public static PgBouncer inFrontOf(URI server, Mode mode, int sessions) {
    Path home = LocalSystem.newHome();
    try {
      Files.createDirectories(home.resolve("run"));
      Files.createDirectories(home.resolve("logs"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PgBouncer pooler = new PgBouncer(server, mode, sessions, home);
    pooler.process.start();
    return pooler;
  }

  /** A value for {@code DATABASE_URL}. */
  public String databaseUrl() {
    return "postgresql://%s@127.0.0.1:%d%s"
        .formatted(server.getRawUserInfo(), program.port(), server.getPath());
  }

  /** Kills PgBouncer with all its connections and starts it again. */
  public void restart() {
    process.kill();
    process.start();
  }

  @Override
  public void close() {
    process.kill();
  }

  private record PgBouncerProgram(Path directory, URI server, Mode mode, int sessions, int port)
      implements Program {

    @Override
    public String name() {
      return "pgbouncer";
    }

    @Override
    public String address() {
      return "127.0.0.1:" + port;
    }

    @Override
    public Map<String, Integer> ports() {
      return Map.of();
    }

    @Override
    public void prepare() {
      String user = server.getUserInfo().replaceFirst(":.*", "");
      try {
        Files.writeString(
            directory.resolve("pgbouncer.ini"),
            """
            [databases]
            * = host=127.0.0.1 port=%d user=%s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = %s
            default_pool_size = %d
            max_client_conn = 500
            query_wait_timeout = 3
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(
                    server.getPort(), user, port, mode.name().toLowerCase(Locale.ROOT), sessions));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> command() {
      return List.of(
          DebianProgram.named("pgbouncer").orElseThrow().toString(),
          // PgBouncer does not run as root.
          "-u",
          "nobody",
          directory.resolve("pgbouncer.ini").toString());
    }

    @Override
    public Map<String, String> variables() {
      return Map.of();
    }

    @Override
    public boolean isHealthy() {
      return DebianProgram.listensAt("127.0.0.1", port);
    }

    @Override
    public boolean askToEnd(ProcessHandle process) {
      return process.destroy();
    }
  }
}
