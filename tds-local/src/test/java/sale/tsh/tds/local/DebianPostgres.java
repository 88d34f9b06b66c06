package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A PostgreSQL server from Debian's packages. They include {@code pg_dump}, which the embedded
 * PostgreSQL lacks. Its databases are created as {@code install.sh} creates them. The password of
 * the roles has characters that a URL must escape.
 */
final class DebianPostgres implements AutoCloseable {

  static final String OWNER = "tds_owner";
  static final String PASSWORD = "p@ss w%rd\\n/";
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String IN_URL = "p%40ss%20w%25rd%5Cn%2F";

  private final Path programs;
  private final Path directory;
  private final String port = String.valueOf(FreePorts.of("PORT").get("PORT"));

  private DebianPostgres(Path programs) throws IOException {
    this.programs = programs;
    directory =
        Files.createTempDirectory(
            "tds-postgres",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  /** The version of the newest server installed on this machine. */
  static OptionalInt newest() {
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .filter(each -> Files.isExecutable(each.resolve("bin/initdb")))
          .mapToInt(each -> Integer.parseInt(INSTALLED.relativize(each).toString()))
          .max();
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /** Starts a new server with a database {@code tds}. */
  static DebianPostgres start(int version) {
    try {
      DebianPostgres server = new DebianPostgres(INSTALLED.resolve(version + "/bin"));
      server.run("initdb", "-D", server.data(), "-A", "trust", "-U", "postgres", "-E", "UTF8");
      Files.writeString(
          server.directory.resolve("hba"),
          "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
      server.run(
          "pg_ctl",
          "-D",
          server.data(),
          "-l",
          server.directory.resolve("log").toString(),
          "-w",
          "-o",
          "-p %s -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c hba_file=%s"
              .formatted(server.port, server.directory.resolve("hba")),
          "start");
      server.createDatabase("tds");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates an empty database of {@link #OWNER} for the services' role {@code tds}. */
  void createDatabase(String name) {
    String superuser = "postgresql://postgres@127.0.0.1:%s/postgres".formatted(port);
    Command made = InstalledDatabase.create(superuser, name, OWNER, "tds", "tds_reader", PASSWORD);
    if (!made.succeeded()) {
      throw new IllegalStateException(made.output());
    }
  }

  /** The directory of {@code pg_dump} and the other programs. */
  Path programs() {
    return programs;
  }

  String port() {
    return port;
  }

  /** The {@code DATABASE_URL} of the services. */
  String databaseUrl(String database) {
    return databaseUrl(database, "tds");
  }

  /** The {@code DATABASE_URL} of another role, such as {@link #OWNER}. */
  String databaseUrl(String database, String role) {
    return "postgresql://%s:%s@127.0.0.1:%s/%s".formatted(role, IN_URL, port, database);
  }

  /** Connects as a superuser. */
  JdbcClient jdbc(String database) {
    return JdbcClient.create(
        new DriverManagerDataSource(
            "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port, database), "postgres", ""));
  }

  @Override
  public void close() {
    run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** Runs a program as the user {@code postgres}, since PostgreSQL does not run as root. */
  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    // The output goes to a file, because the server would hold a pipe open.
    try {
      Path output = Files.createTempFile("tds-postgres", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(Files.readString(output));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
