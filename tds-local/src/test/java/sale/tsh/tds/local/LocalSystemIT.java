package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("system")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalSystemIT {

  private LocalSystem system;

  @BeforeAll
  void start() {
    system = LocalSystem.start(Map.of());
  }

  @AfterAll
  void close() {
    system.close();
  }

  @Test
  void theApiAnswersAndKeepsRefusedDeliveries() {
    assertThat(system.get("/health").statusCode()).isEqualTo(200);
    assertThat(system.deliver("customers", "{\"contact\": {").statusCode()).isEqualTo(400);
    assertThat(system.count("tds_inbox_events where refusal = 'unreadable'")).isPositive();
  }

  @Test
  void aKilledWorkerStartsAgainNextToASecondOne() {
    LocalProcess second = system.newWorker();
    second.start();
    system.worker().kill();
    assertThat(system.worker().isRunning()).isFalse();
    assertThat(second.isHealthy()).isTrue();
    system.worker().start();
    assertThat(system.workers()).allMatch(LocalProcess::isHealthy);
    // Lesson 18: SIGTERM was not handled.
    second.stop();
    assertThat(second.endOfLog()).contains("has stopped");
  }

  /** Lesson 15: /health said healthy while the database was down. */
  @Test
  void theApiReportsThatItIsUnhealthyWhilePostgresIsDown() {
    assumeThat(System.getenv("TDS_TEST_DATABASE_URL")).isNull();
    system.postgres().kill();
    assertThat(system.get("/health").statusCode()).isEqualTo(503);
    system.postgres().start();
    await().atMost(Duration.ofMinutes(2)).until(() -> system.get("/health").statusCode() == 200);
  }

  @Test
  void postgresStartsAlthoughAnotherProgramHasItsOldPid() throws IOException {
    assumeThat(System.getenv("TDS_TEST_DATABASE_URL")).isNull();
    Process other = new ProcessBuilder(asServerUser("sleep", "600")).start();
    try {
      system.postgres().kill();
      Path lock = system.home().resolve("postgres/postmaster.pid");
      Files.writeString(
          lock, Files.readString(lock).replaceFirst("\\d+", Long.toString(other.pid())));
      system.postgres().start();
      assertThat(system.jdbc().sql("select 1").query(Integer.class).single()).isEqualTo(1);
    } finally {
      other.destroyForcibly();
    }
  }

  /** Runs a command as the server's user. PostgreSQL takes such a process for a running server. */
  private static List<String> asServerUser(String... command) {
    Stream<String> prefix =
        System.getProperty("user.name").equals("root")
            ? Stream.of("setpriv", "--reuid=65534", "--clear-groups")
            : Stream.of();
    return Stream.concat(prefix, Stream.of(command)).toList();
  }
}
