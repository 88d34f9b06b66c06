package sale.tsh.tds.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.Environment;

/**
 * The PostgreSQL of this JVM's tests: the one {@code TDS_TEST_DATABASE_URL} names, else one in a
 * container where Docker answers, else the embedded one. It ends with the JVM.
 */
final class TestServer {

  private static final DatabaseSettings SETTINGS = start();

  private TestServer() {}

  /** Its address and a superuser; the database named there serves to create others. */
  static DatabaseSettings settings() {
    return SETTINGS;
  }

  private static DatabaseSettings start() {
    String named = System.getenv("TDS_TEST_DATABASE_URL");
    if (named != null) {
      return settings(named);
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

  /** A crash of the machine loses these databases, and nobody minds: fsync is off. */
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
    return DatabaseSettings.from(new Environment(name -> name.equals("DATABASE_URL") ? url : null));
  }
}
