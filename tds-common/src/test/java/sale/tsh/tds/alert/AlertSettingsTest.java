package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

class AlertSettingsTest {

  @Test
  void defaultsHoldUnlessSet() {
    assertThat(read(Map.of()))
        .isEqualTo(
            new AlertSettings(
                Duration.ofMinutes(1),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(15)),
                Optional.of(Duration.ofMinutes(2)),
                Optional.empty(),
                "docs/OPERATIONS.md"));
  }

  @Test
  void everySettingCanBeSet() {
    assertThat(
            read(
                Map.of(
                    "MONITORING_INTERVAL", "2s",
                    "ALERT_SILENCE_HOURS", "48",
                    "ALERT_PENDING_AGE", "1h",
                    "ALERT_WORKER_ABSENCE", "0",
                    "ALERT_BACKUP_AGE", "2d",
                    "RUNBOOK_URL", "https://wiki/runbook")))
        .isEqualTo(
            new AlertSettings(
                Duration.ofSeconds(2),
                Optional.of(Duration.ofDays(2)),
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                Optional.of(Duration.ofDays(2)),
                "https://wiki/runbook"));
  }

  @Test
  void serverMonitorsItsBackupsByDefault() {
    assertThat(read(Map.of("ENVIRONMENT", "production")).backupAge())
        .contains(Duration.ofHours(36));
    assertThat(read(Map.of("ENVIRONMENT", "staging", "ALERT_BACKUP_AGE", "0")).backupAge())
        .isEmpty();
  }

  @Test
  void refusalNamesTheSetting() {
    assertThatThrownBy(() -> read(Map.of("ALERT_SILENCE_HOURS", "1 day")))
        .isInstanceOf(SettingException.class)
        .hasMessage("ALERT_SILENCE_HOURS is \"1 day\" but must be a whole number from 0 to 8760");
  }

  private static AlertSettings read(Map<String, String> variables) {
    return AlertSettings.from(new Settings(variables::get));
  }
}
