package sale.tsh.tds.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.Settings;

/**
 * The PostgreSQL server of this JVM's tests. It is the server of {@code TDS_TEST_DATABASE_URL}, or
 * else a container if Docker answers, or else an embedded server. It ends with the JVM.
 */
final class TestServer {

  private static final @Nullable String NAMED = System.getenv("TDS_TEST_DATABASE_URL");

  private static final DatabaseSettings SETTINGS = start();

  private TestServer() {}

  /**
   * The server's address and a superuser's login. The database named there serves to create others.
   */
  static DatabaseSettings settings() {
    return SETTINGS;
  }

  /** Cleans up at the end of the JVM if the server outlives it. */
  static void whenDone(Runnable cleanUp) {
    if (NAMED != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(cleanUp));
    }
  }

  private static DatabaseSettings start() {
    if (NAMED != null) {
      return settings(NAMED);
    }
    return dockerAnswers() ? settings(container()) : settings(embedded());
  }

  private static boolean dockerAnswers() {
    boolean likely =
        System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    return likely && DockerClientFactory.instance().isDockerAvailable();
  }

  @SuppressWarnings("resource") // Testcontainers ends it with the JVM.
  private static String container() {
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:15").withUsername("postgres").withPassword("postgres");
    container.start();
    return "postgresql://postgres:postgres@%s:%d/postgres"
        .formatted(container.getHost(), container.getFirstMappedPort());
  }

  /** Turns fsync off, since a crash of the machine may lose these databases. */
  private static String embedded() {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("fsync", "off")
              .start();
      return "postgresql://postgres@127.0.0.1:%d/postgres".formatted(postgres.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DatabaseSettings settings(String url) {
    return DatabaseSettings.from(new Settings(name -> name.equals("DATABASE_URL") ? url : null));
  }
}
