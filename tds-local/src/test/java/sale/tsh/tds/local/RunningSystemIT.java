package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs commands against a running system. Two commands start it at once, and it chooses most ports
 * itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunningSystemIT {

  private final Terminal terminal;
  private final List<Terminal.Said> ups;

  RunningSystemIT(@TempDir Path home) {
    terminal =
        new Terminal(
            home,
            Map.of(
                "API_MANAGEMENT_PORT", "0",
                "WORKER_MANAGEMENT_PORT", "0",
                "TDS_PG_PORT", "0",
                "RETRY_DELAYS", "200ms",
                "WORKER_POLL_INTERVAL", "100ms"));
    Process first = terminal.start("up", "--detach");
    Process second = terminal.start("up", "--detach");
    ups = List.of(Terminal.Said.by(first), Terminal.Said.by(second));
  }

  @BeforeAll
  void isUp() {
    assertThat(ups).extracting(Terminal.Said::status).containsOnly(0);
  }

  @AfterAll
  void down() {
    Terminal.Said down = terminal.tds("down");
    assertThat(down.text()).containsSubsequence("worker ends", "api ends", "postgres ends");
    assertThat(down.status()).isZero();
    assertThat(terminal.tds("status").text()).isEqualTo("api down\nworker down\npostgres down\n");
  }

  @Test
  void twoUpsAtOnceStartOneSystem() {
    assertThat(ups)
        .extracting(Terminal.Said::text)
        .haveExactly(1, containing("postgres starts … healthy"))
        .haveExactly(1, containing("All processes are already running."));
  }

  @Test
  void statusPrintsALinePerProcess() {
    Terminal.Said status = terminal.tds("status");
    // The demo adds its simulator.
    assertThat(status.lines())
        .filteredOn(line -> !line.startsWith("zoho "))
        .satisfiesExactly(
            api ->
                assertThat(api)
                    .matches(
                        "api pid \\d+ healthy http://127.0.0.1:%s metrics http://127.0.0.1:[1-9]\\d*/actuator/prometheus"
                            .formatted(terminal.variable("TDS_API_PORT"))),
            worker ->
                assertThat(worker)
                    .matches(
                        "worker pid \\d+ healthy (http://127.0.0.1:[1-9]\\d*) metrics \\1/actuator/prometheus"),
            postgres ->
                assertThat(postgres)
                    .matches(
                        "postgres pid \\d+ healthy jdbc:postgresql://127.0.0.1:[1-9]\\d*/postgres\\?user=postgres"));
    assertThat(status.status()).isZero();
  }

  @Test
  void metricsAreWhereStatusSays() throws IOException, InterruptedException {
    Terminal.Said status = terminal.tds("status");
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String process : List.of("api", "worker")) {
        URI metrics = URI.create(status.metrics(process));
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(process).isEqualTo(200);
        assertThat(answer.body()).as(process).contains("tds_queue_depth");
      }
    }
  }

  @Test
  void upPrintsTheSamePortsAsStatus() {
    Terminal.Said status = terminal.tds("status");
    for (Terminal.Said up : ups) {
      assertThat(up.metrics("api")).isEqualTo(status.metrics("api"));
      assertThat(up.metrics("worker")).isEqualTo(status.metrics("worker"));
      assertThat(up.address("postgres")).isEqualTo(status.address("postgres"));
    }
  }

  @Test
  void aTerminalWithoutThePortsFindsTheSystemToo() {
    assertThat(terminal.withoutPorts().tds("status")).isEqualTo(terminal.tds("status"));
  }

  @Test
  void upStartsOnlyTheProcessThatDied() {
    Terminal.Said before = terminal.tds("status");
    ProcessHandle worker = ProcessHandle.of(before.pid("worker")).orElseThrow();
    worker.destroyForcibly();
    worker.onExit().join();
    Terminal.Said died = terminal.tds("status");
    assertThat(died.lines()).contains("worker down");
    assertThat(died.status()).isNotZero();

    Terminal.Said again = terminal.withoutPorts().tds("up");
    assertThat(again.status()).isZero();
    assertThat(again.text())
        .contains("worker starts")
        .doesNotContain("api starts", "postgres starts");
    assertThat(again.pid("worker")).isNotEqualTo(before.pid("worker"));
    assertThat(again.metrics("worker")).isEqualTo(before.metrics("worker"));
    assertThat(again.pid("api")).isEqualTo(before.pid("api"));
    assertThat(again.pid("postgres")).isEqualTo(before.pid("postgres"));
  }

  @Test
  void settingsReachBothProcesses() throws IOException {
    Terminal.Said status = terminal.tds("status");
    for (String process : List.of("api", "worker")) {
      assertThat(Path.of("/proc", Long.toString(status.pid(process)), "environ"))
          .content()
          .contains("RETRY_DELAYS=200ms\0")
          .contains("ENVIRONMENT=local\0")
          .contains("API_PORT=" + terminal.variable("TDS_API_PORT") + "\0");
    }
  }

  @Test
  void theDatabaseLosesNoCommit() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(terminal.tds("status").address("postgres"));
        ResultSet settings =
            connection
                .createStatement()
                .executeQuery(
                    "select current_setting('fsync'), current_setting('synchronous_commit')")) {
      settings.next();
      assertThat(settings.getString(1)).isEqualTo("on");
      assertThat(settings.getString(2)).isEqualTo("on");
    }
  }

  @Test
  void theDemoShowsWhatBecameOfEachDeliveryAndHealsALostOne() throws SQLException {
    Terminal.Said demo = terminal.tds("up", "--demo", "--detach");
    assertThat(demo.status()).isZero();
    int header =
        demo.lines().stream().map(line -> line.startsWith("WHAT WAS SENT")).toList().indexOf(true);
    int end = demo.lines().subList(header, demo.lines().size()).indexOf("");
    List<String> rows = demo.lines().subList(header + 1, header + end);
    assertThat(demo.text()).contains(rows.size() + " sent = ");
    assertThat(rows).hasSizeGreaterThan(20).noneMatch(row -> row.endsWith("waiting"));
    assertThat(demo.lines().getLast()).endsWith("The lost webhook is healed.");
    assertThat(terminal.tds("status").lines())
        .anyMatch(line -> line.matches("zoho pid \\d+ healthy http://127.0.0.1:[1-9]\\d*"));
    // A simulator without the samples would let sweeps delete them.
    await()
        .until(() -> one("select count(*) from tds_pull_sweeps where ended_at is not null") > 20);
    assertThat(one("select sum(zoho_rows) from tds_pull_sweeps")).isGreaterThan(20);
    assertThat(one("select sum(extra) from tds_pull_sweeps")).isZero();
  }

  @Test
  void theLogsAreInTheHomeOfTheSystem() throws IOException {
    Path logs = Path.of(terminal.variable("TDS_HOME"), "logs");
    for (String log : List.of("api.log", "worker.log", "postgres.log")) {
      assertThat(Files.size(logs.resolve(log))).isPositive();
    }
  }

  private int one(String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(terminal.tds("status").address("postgres"));
        ResultSet rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Condition<String> containing(String text) {
    return new Condition<>(said -> said.contains(text), text);
  }
}
