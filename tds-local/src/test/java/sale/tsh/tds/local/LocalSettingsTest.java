package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sale.tsh.tds.settings.SettingException;

class LocalSettingsTest {

  private static final Path CHECKOUT = Path.of("/somewhere/tds");
  private static final String EXTERNAL =
      "postgresql://tds:s3cret@db.example:6543/shop?sslmode=require";

  private static final Map<String, String> ANY_PORTS =
      Map.of(
          "TDS_API_PORT", "0",
          "API_MANAGEMENT_PORT", "0",
          "WORKER_MANAGEMENT_PORT", "0",
          "TDS_PG_PORT", "0",
          "TDS_ZOHO_PORT", "0");

  @TempDir private Path home;

  @Test
  void theSettingsNeedNoVariable() {
    LocalSettings settings = LocalSettings.from(Map.of(), CHECKOUT);
    assertThat(settings.home()).hasToString("/somewhere/tds/tds-local/.data");
    assertThat(settings.apiPort()).isEqualTo(8001);
    assertThat(settings.apiManagementPort()).isEqualTo(9001);
    assertThat(settings.workerManagementPort()).isEqualTo(9002);
    assertThat(settings.embedded()).isTrue();
    assertThat(settings.databaseUrl()).isEqualTo("postgresql://postgres@127.0.0.1:5433/postgres");
    assertThat(settings.database().address())
        .isEqualTo("jdbc:postgresql://127.0.0.1:5433/postgres?user=postgres");
  }

  @Test
  void aWrongPortIsRefusedByName() {
    assertThatThrownBy(() -> LocalSettings.from(Map.of("TDS_API_PORT", "web"), CHECKOUT))
        .isInstanceOf(SettingException.class)
        .hasMessage("TDS_API_PORT is \"web\" but must be a whole number from 0 to 65535");
  }

  @Test
  void aStartChoosesAFreePortForEachThatIsZero() {
    LocalSettings chosen = settings(ANY_PORTS).withFreePorts(terminal(ANY_PORTS));
    Set<Integer> ports =
        Set.of(
            chosen.apiPort(),
            chosen.apiManagementPort(),
            chosen.workerManagementPort(),
            chosen.postgresPort(),
            chosen.zohoPort());
    assertThat(ports).hasSize(5).doesNotContain(0);
    assertThat(chosen.databaseUrl()).contains(":" + chosen.postgresPort() + "/");
    assertThat(chosen.processVariables(ANY_PORTS))
        .containsEntry("API_MANAGEMENT_PORT", Integer.toString(chosen.apiManagementPort()));
  }

  @Test
  void aStartKeepsThePortsThatAreSet() {
    Map<String, String> variables = Map.of("TDS_API_PORT", "8111", "WORKER_MANAGEMENT_PORT", "0");
    LocalSettings chosen = settings(variables).withFreePorts(terminal(variables));
    assertThat(chosen.apiPort()).isEqualTo(8111);
    assertThat(chosen.apiManagementPort()).isEqualTo(9001);
    assertThat(chosen.workerManagementPort()).isPositive();
  }

  @Test
  void theChosenPortsAreRemembered() throws IOException {
    LocalSettings chosen = settings(ANY_PORTS).withFreePorts(terminal(ANY_PORTS));
    Files.createDirectories(chosen.run());
    chosen.remember();
    assertThat(settings(ANY_PORTS).remembered(terminal(ANY_PORTS))).isEqualTo(chosen);
  }

  @Test
  void strayDatabaseVariablesDoNotReachTheEmbeddedServer() {
    LocalSettings settings =
        LocalSettings.from(Map.of("DATABASE_HOST", "db.example", "DATABASE_USER", "tds"), CHECKOUT);
    assertThat(settings.database().address())
        .isEqualTo("jdbc:postgresql://127.0.0.1:5433/postgres?user=postgres");
  }

  @Test
  void anExternalDatabaseIsShownWithoutItsPassword() {
    LocalSettings settings = settings(Map.of("DATABASE_URL", EXTERNAL));
    assertThat(settings.embedded()).isFalse();
    assertThat(settings.databaseUrl()).isEqualTo(EXTERNAL);
    assertThat(settings.database().address())
        .isEqualTo("jdbc:postgresql://db.example:6543/shop?user=tds");
    assertThat(settings.database().url()).isEqualTo("postgresql://tds@db.example:6543/shop");
  }

  @Test
  void anotherTerminalFindsTheSettingsOfTheRunningSystem() throws IOException {
    LocalSettings started = remembered(Map.of("TDS_API_PORT", "8111", "TDS_PG_PORT", "5511"));
    assertThat(
            settings(Map.of("DATABASE_URL", EXTERNAL))
                .remembered(terminal(Map.of("DATABASE_URL", EXTERNAL))))
        .isEqualTo(started);
  }

  @Test
  void aPasswordIsNotRememberedButTakenFromTheTerminal() throws IOException {
    Map<String, String> external = Map.of("DATABASE_URL", EXTERNAL);
    LocalSettings started = remembered(external);
    assertThat(home.resolve("run/settings")).content().doesNotContain("s3cret");
    assertThat(started.remembered(terminal(external))).isEqualTo(started);
    assertThat(settings(Map.of()).remembered(terminal(Map.of())).database().address())
        .isEqualTo(started.database().address());
  }

  @Test
  void aWorkerHasMoreThanItsGraceTimeToEnd() {
    assertThat(settings(Map.of("WORKER_SHUTDOWN_GRACE", "5m")).stopLimit())
        .isGreaterThan(Duration.ofMinutes(5));
  }

  private LocalSettings remembered(Map<String, String> variables) throws IOException {
    Files.createDirectories(home.resolve("run"));
    LocalSettings settings = settings(variables);
    settings.remember();
    return settings;
  }

  private LocalSettings settings(Map<String, String> variables) {
    return LocalSettings.from(terminal(variables), CHECKOUT);
  }

  private Map<String, String> terminal(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("TDS_HOME", home.toString());
    return all;
  }
}
