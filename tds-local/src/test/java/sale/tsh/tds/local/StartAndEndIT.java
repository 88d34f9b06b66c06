package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sale.tsh.tds.testing.TestDatabase;

@Tag("system")
@Order(4)
class StartAndEndIT {

  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

  private final Path directory;
  private final Path home;
  private final Terminal terminal;

  StartAndEndIT(@TempDir Path directory) {
    this.directory = directory;
    home = directory.resolve("home");
    terminal = new Terminal(home, Map.of());
  }

  @AfterEach
  void down() {
    terminal.tds("down");
  }

  @Test
  void upKeepsTheDataAfterAllWasKilledAndEndsInOrder() throws IOException {
    assertThat(terminal.tds("up", "--detach").status()).isZero();
    execute("create table kept as select 42 as answer");
    Terminal.Said status = terminal.tds("status");
    for (String process : List.of("postgres", "api", "worker")) {
      killWithChildren(status.pid(process));
    }
    assertThat(terminal.tds("status").text()).isEqualTo("api down\nworker down\npostgres down\n");

    Process foreground = terminal.start("up");
    await()
        .atMost(Duration.ofMinutes(5))
        .failFast("it ended", () -> !foreground.isAlive())
        .until(() -> terminal.tds("status").status() == 0);
    execute("insert into kept values ((select answer from kept))");
    // Like Ctrl-C. SIGINT itself is ignored when the tests run in the background.
    foreground.toHandle().destroy();
    Terminal.Said said = Terminal.Said.by(foreground);
    assertThat(said.text()).contains("Press Ctrl-C to end it.");
    assertThat(said.text())
        .containsSubsequence("worker ends … ended", "api ends … ended", "postgres ends … ended");
    assertThat(home.resolve("logs/postgres.log"))
        .content()
        .contains("database system was interrupted")
        .endsWith("database system is shut down\n");
  }

  @Test
  void aTakenPortIsNamedAndNothingIsStarted() throws IOException {
    try (ServerSocket other =
        new ServerSocket(
            terminal.port("WORKER_MANAGEMENT_PORT"), 1, InetAddress.getLoopbackAddress())) {
      Terminal.Said said = terminal.tds("up", "--detach");
      assertThat(said.text())
          .contains("Port " + other.getLocalPort())
          .contains("WORKER_MANAGEMENT_PORT=");
      assertThat(said.lines()).hasSize(1);
      assertThat(said.status()).isEqualTo(1);
    }
    assertThat(home.resolve("postgres")).doesNotExist();
  }

  @Test
  void aWrongSettingStopsTheStartWithItsMessage() {
    Terminal.Said said = terminal.with(Map.of("DATABASE_POOL_SIZE", "many")).tds("up", "--detach");
    assertThat(said.text())
        .contains("DATABASE_POOL_SIZE is \"many\" but must be a whole number from 1 to 500");
    assertThat(said.status()).isEqualTo(1);
    assertThat(terminal.tds("status").text()).isEqualTo("api down\nworker down\npostgres down\n");
  }

  @Test
  void aWrongPortIsRefusedInOneLine() {
    Terminal.Said said = terminal.with(Map.of("TDS_PG_PORT", "none")).tds("up");
    assertThat(said.lines())
        .containsExactly("TDS_PG_PORT is \"none\" but must be a whole number from 0 to 65535");
    assertThat(said.status()).isEqualTo(1);
  }

  @Test
  void anUnknownCommandShowsTheHelp() {
    assertThat(terminal.tds("start").status()).isEqualTo(2);
    assertThat(terminal.tds("start").text()).isEqualTo(terminal.tds("help").text());
    assertThat(terminal.tds("help").status()).isZero();
  }

  @Test
  void anExternalDatabaseIsUsedAndLeftAlone() {
    try (TestDatabase database = TestDatabase.empty()) {
      Terminal external =
          terminal.with(
              Map.of(
                  "DATABASE_URL", database.databaseUrl().replaceFirst("(:[^/@]+)?@", ":s3cret@")));
      Terminal.Said up = external.tds("up", "--detach");
      assertThat(up.status()).isZero();
      assertThat(up.text())
          .contains("postgres external healthy jdbc:postgresql://")
          .doesNotContain("s3cret");
      assertThat(
              database
                  .jdbc()
                  .sql("select to_regclass('tds_inbox_events') is not null")
                  .query(Boolean.class)
                  .single())
          .isTrue();
      assertThat(external.tds("down").text()).doesNotContain("postgres");
      assertThat(home.resolve("postgres")).doesNotExist();
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamed() {
    String url =
        "postgresql://postgres@127.0.0.1:%d/postgres".formatted(terminal.port("TDS_PG_PORT"));
    Terminal.Said said = terminal.with(Map.of("DATABASE_URL", url)).tds("up");
    assertThat(said.text()).startsWith("The database of DATABASE_URL does not answer");
    assertThat(said.status()).isEqualTo(1);
  }

  @Test
  void anOrdinaryUserRunsTheSystemToo() throws IOException {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    Files.createDirectories(home);
    run("chmod", "a+rx", directory.toString());
    run("chown", "65534:65534", home.toString());
    Terminal ordinary = terminal.behind(AS_NOBODY);
    assumeThat(ordinary.tds("help").status()).isZero();
    assertThat(ordinary.tds("up", "--detach").text()).contains("worker starts … healthy");
    // Root may start it too. The data remains the user's.
    ProcessHandle.of(ordinary.tds("status").pid("postgres"))
        .ifPresent(each -> killWithChildren(each.pid()));
    assertThat(terminal.tds("up").status()).isZero();
    assertThat(Files.getOwner(home.resolve("postgres")).getName()).isEqualTo("nobody");
    assertThat(terminal.tds("down").status()).isZero();
  }

  private void execute(String statement) {
    Map<String, String> variables = Map.of("TDS_PG_PORT", terminal.variable("TDS_PG_PORT"));
    LocalDatabase database = LocalSettings.from(variables, Path.of("..")).database();
    try (Connection connection = database.connect();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.execute();
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  private static void run(String... command) {
    assertThat(Command.run(List.of(command)).succeeded()).isTrue();
  }

  private static void killWithChildren(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    await().until(() -> !PidFile.lives(process));
  }
}
