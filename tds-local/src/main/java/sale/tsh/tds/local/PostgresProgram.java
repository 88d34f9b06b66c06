package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The embedded PostgreSQL, whose data outlives it. It listens on loopback and asks for no password.
 * As on a real server, every commit is on disk.
 *
 * @param binaries the directory of the unpacked server
 * @param data its data directory, which {@link #prepare} creates if it is missing
 */
record PostgresProgram(Path binaries, Path data, LocalDatabase database, int port)
    implements Program {

  /** The user id of {@code nobody} on every Linux. */
  private static final int NOBODY = 65_534;

  static PostgresProgram of(LocalSettings settings) {
    return new PostgresProgram(
        settings.home().resolve("server"),
        settings.home().resolve("postgres"),
        settings.database(),
        settings.postgresPort());
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String address() {
    return database.address();
  }

  @Override
  public Map<String, Integer> ports() {
    return Map.of(LocalSettings.POSTGRES_PORT, port);
  }

  @Override
  public void prepare() {
    try {
      PostgresBinaries.unpack(binaries);
      if (!Files.exists(data)) {
        initialise();
      }
      forgetDeadServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> command() {
    return asServerUser(
        "postgres",
        "-D",
        data.toString(),
        "-p",
        Integer.toString(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "fsync=on",
        "-c",
        "synchronous_commit=on",
        "-c",
        "max_connections=200");
  }

  @Override
  public Map<String, String> variables() {
    return Map.of();
  }

  @Override
  public boolean isHealthy() {
    return database.answers();
  }

  /**
   * Sends SIGINT, which asks for a fast shutdown. PostgreSQL then does not wait for its clients.
   */
  @Override
  public boolean askToEnd(ProcessHandle process) {
    return Command.run(List.of("bash", "-c", "kill -INT " + process.pid())).succeeded();
  }

  /**
   * Initialises another directory first, so that an interruption leaves no incomplete data
   * directory.
   */
  private void initialise() throws IOException {
    Path fresh = data.resolveSibling("postgres.new");
    Directories.delete(fresh);
    Command initdb =
        Command.run(
            asServerUser(
                "initdb",
                "-D",
                fresh.toString(),
                "-U",
                "postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    if (!initdb.succeeded()) {
      throw new LocalProblem(
          "PostgreSQL could not create its data directory:%n%s".formatted(initdb.output()));
    }
    Files.move(fresh, data);
  }

  /**
   * Removes the lock file of a killed server if its pid now belongs to another program. PostgreSQL
   * would take that program for a running server.
   */
  private void forgetDeadServer() throws IOException {
    Path lock = data.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(lock).get(0).strip());
    boolean isServer =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().command())
            .filter(command -> command.endsWith("postgres"))
            .isPresent();
    if (!isServer) {
      Files.delete(lock);
    }
  }

  /**
   * Returns a command of PostgreSQL, which does not run as root. Root runs it as the owner of the
   * data, or as nobody with access to root's directories.
   */
  private List<String> asServerUser(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (owner(Path.of("/proc/self")) == 0) {
      int user = Files.exists(data) ? owner(data) : NOBODY;
      command.addAll(
          List.of(
              "setpriv",
              "--reuid=" + user,
              "--regid=" + user,
              "--clear-groups",
              "--inh-caps=-all,+dac_override",
              "--ambient-caps=-all,+dac_override",
              // Without this bit, access(2) would ignore the capability.
              "--securebits=+no_setuid_fixup"));
    }
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static int owner(Path path) {
    try {
      return (int) Files.getAttribute(path, "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
