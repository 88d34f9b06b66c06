package sale.tsh.tds.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.TestPassword;

/**
 * Runs every command of {@code docs/OPERATIONS.md} unchanged, with bash, curl, jq and psql, against
 * a running system with dead letters. Skips the commands for systemd.
 */
@Tag("system")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsGuideIT {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```");

  @TempDir private static Path home;
  private LocalSystem system;
  private int ids;

  @BeforeAll
  void start() throws IOException {
    system =
        LocalSystem.start(
            Map.of(
                "RETRY_DELAYS", "20ms",
                "WORKER_POLL_INTERVAL", "50ms",
                "MONITORING_INTERVAL", "500ms",
                "DASHBOARD_USER", "operator",
                "DASHBOARD_PASSWORD_HASH", TestPassword.HASH));
    // As the guide says, curl finds the password by itself.
    Files.writeString(
        home.resolve(".netrc"),
        "machine 127.0.0.1 login operator password \"%s\"%n".formatted(TestPassword.PASSWORD));
    Files.writeString(home.resolve(".curlrc"), "netrc\n");
  }

  @AfterAll
  void close() {
    system.close();
  }

  /** Adds two dead letters for each block, since some blocks resolve one. */
  @BeforeEach
  void addDeadLetters() {
    int wanted = count() + 2;
    for (int i = 0; i < 2; i++) {
      system.deliver(
          "items", "{\"item\":{\"item_id\":\"op%d\",\"rate\":\"abc\"}}".formatted(++ids));
    }
    await().atMost(Duration.ofMinutes(2)).until(() -> count() >= wanted);
  }

  static Stream<String> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("../docs/OPERATIONS.md")))
        .results()
        .map(OperationsGuideIT::text)
        .filter(block -> !block.startsWith("# on the server"))
        .toList()
        .stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("blocks")
  void everyCommandRunsUnchanged(String block) throws IOException, InterruptedException {
    ProcessBuilder bash =
        new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", block))
            .redirectErrorStream(true);
    DatabaseSettings database =
        DatabaseSettings.from(new Settings(Map.of("DATABASE_URL", system.databaseUrl())::get));
    // jdbc:postgresql://host:port/database
    String[] address = database.url().replaceFirst("^jdbc:postgresql://", "").split("[:/?]", -1);
    bash.environment()
        .putAll(
            Map.of(
                "TDS_URL",
                system.uri("").toString(),
                "TDS_AUTH",
                "",
                "HOME",
                home.toString(),
                "PGHOST",
                address[0],
                "PGPORT",
                address[1],
                "PGDATABASE",
                address[2],
                "PGUSER",
                database.user(),
                "PGPASSWORD",
                database.password() == null ? "" : database.password()));
    Process process = bash.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", block, output).isZero();
    assertThat(output)
        .as(block)
        .isNotBlank()
        .doesNotContain("ERROR:")
        .doesNotContainPattern("(?m)^null$");
  }

  private int count() {
    return system.count("tds_dead_letter_queue where redriven_at is null and discarded_at is null");
  }

  private static String text(MatchResult block) {
    return block.group(1);
  }
}
