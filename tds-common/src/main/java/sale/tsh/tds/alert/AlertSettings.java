package sale.tsh.tds.alert;

import java.time.Duration;
import java.util.Optional;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Settings;

/**
 * The settings of the alerts. Thresholds that are not here are fixed. docs/OPERATIONS.md, "Alerts",
 * names them.
 *
 * @param interval the time between two checks
 * @param silence the time without an accepted webhook after which to alert whatever the rhythm;
 *     empty means never
 * @param pendingAge the age of the oldest pending event beyond which to alert; empty means never
 * @param workerAbsence the time without a worker after which to alert; empty means never
 * @param backupAge the age of the newest backup beyond which to alert; empty means never
 * @param runbook the document with a section for every cause, as an address or a path
 */
public record AlertSettings(
    Duration interval,
    Optional<Duration> silence,
    Optional<Duration> pendingAge,
    Optional<Duration> workerAbsence,
    Optional<Duration> backupAge,
    String runbook) {

  /** Reads {@code MONITORING_INTERVAL}, {@code ALERT_*} and {@code RUNBOOK_URL}. */
  public static AlertSettings from(Settings settings) {
    return new AlertSettings(
        settings.duration(
            "MONITORING_INTERVAL",
            Duration.ofSeconds(60),
            Duration.ofMillis(500),
            Duration.ofHours(1)),
        unlessZero(Duration.ofHours(settings.number("ALERT_SILENCE_HOURS", 0, 0, 8_760))),
        unlessZero(
            settings.duration(
                "ALERT_PENDING_AGE", Duration.ofMinutes(15), Duration.ZERO, Duration.ofDays(30))),
        unlessZero(
            settings.duration(
                "ALERT_WORKER_ABSENCE", Duration.ofMinutes(2), Duration.ZERO, Duration.ofDays(30))),
        unlessZero(
            settings.duration(
                "ALERT_BACKUP_AGE",
                Deployment.from(settings).isLocal() ? Duration.ZERO : Duration.ofHours(36),
                Duration.ZERO,
                Duration.ofDays(365))),
        settings.text("RUNBOOK_URL", "docs/OPERATIONS.md"));
  }

  /** The address of the section that says what to do about a cause. */
  public String runbookOf(String cause) {
    return runbook + "#alert-" + cause;
  }

  private static Optional<Duration> unlessZero(Duration duration) {
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }
}
