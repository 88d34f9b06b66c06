package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL of our own, whose data stay. It listens on loopback and trusts it, and it promises
 * what a real one does: a commit is on disk.
 *
 * @param binaries where the server is unpacked to
 * @param data its data directory, made when it is missing
 */
record PostgresProgram(Path binaries, Path data, Database database, int port) implements Program {

  /** The user {@code nobody} of every Linux, by its number. */
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

  /** With SIGINT, its fast shutdown: it does not wait for those who are connected. */
  @Override
  public boolean askToEnd(ProcessHandle process) {
    return Command.run(List.of("bash", "-c", "kill -INT " + process.pid())).succeeded();
  }

  /** In a directory aside first, so that an interruption leaves no half-made one. */
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
          "PostgreSQL could not make its data directory:%n%s".formatted(initdb.output()));
    }
    Files.move(fresh, data);
  }

  /**
   * Removes the lock of a server that was killed, where its pid belongs to another program by now:
   * PostgreSQL would take that for itself.
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
   * PostgreSQL does not run as root. Root runs it as the owner of the data, or as nobody, who is
   * let into root's directories for this.
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
              // Without it access(2) would ignore the capability.
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
