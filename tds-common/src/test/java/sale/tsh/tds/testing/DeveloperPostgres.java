package sale.tsh.tds.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import sale.tsh.tds.settings.Settings;

/**
 * The PostgreSQL on which a developer runs the API and the worker from an IDE. The first of the two
 * starts the server and the second finds it at its port. The server ends with the process that
 * started it, and its data are thrown away.
 */
public final class DeveloperPostgres {

  private static final int PORT = 5434;
  private static final int PATIENCE_MILLIS = 1_000;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private DeveloperPostgres() {}

  /**
   * Makes sure that a server runs, and returns the settings with which a process uses it. Nothing
   * is started for a developer whose variables name another server.
   *
   * @param variables the developer's variables, of which {@code DATABASE_PORT} chooses another port
   *     and 0 any free one
   */
  public static Map<String, Object> defaults(Map<String, String> variables) {
    Settings developer = new Settings(variables::get);
    if (developer.text("DATABASE_URL").or(() -> developer.text("DATABASE_HOST")).isPresent()) {
      return Map.of("ENVIRONMENT", "local");
    }
    int port = running(developer.number("DATABASE_PORT", PORT, 0, 65_535));
    return Map.of("ENVIRONMENT", "local", "DATABASE_PORT", port);
  }

  /** Returns the port of a running server, and starts one if none answers. */
  private static int running(int port) {
    try (FileChannel file =
        FileChannel.open(lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // An IDE may start both processes at once. Closing the file gives the lock back.
      file.lock();
      return answers(port) ? port : start(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path lock() {
    String name = "tds-developer-postgres-%s.lock".formatted(System.getProperty("user.name"));
    return Path.of(System.getProperty("java.io.tmpdir"), name);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs without fsync, since nobody needs these data after a crash of the machine. */
  private static int start(int port) throws IOException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "off")
            .setRegisterShutdownHook(false)
            .start();
    // Spring's own shutdown hook runs this after the context is closed.
    SpringApplication.getShutdownHandlers().add(() -> close(postgres));
    return postgres.getPort();
  }

  private static void close(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
