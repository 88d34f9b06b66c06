package sale.tsh.tds.alert;

import java.time.Duration;
import java.util.Optional;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;

/**
 * How the watch works; the guide's thresholds are not settings.
 *
 * @param interval between two looks
 * @param silence without an accepted delivery, after which to alert; empty: never
 * @param pendingAge of the oldest pending event, beyond which to alert; empty: never
 * @param workerAbsence after which to alert; empty: never
 * @param backupAge of the newest backup, beyond which to alert; empty: never
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
  public static AlertSettings from(Environment environment) {
    return new AlertSettings(
        environment.duration(
            "MONITORING_INTERVAL",
            Duration.ofSeconds(60),
            Duration.ofMillis(500),
            Duration.ofHours(1)),
        unlessZero(Duration.ofHours(environment.number("ALERT_SILENCE_HOURS", 0, 0, 8_760))),
        unlessZero(
            environment.duration(
                "ALERT_PENDING_AGE", Duration.ofMinutes(15), Duration.ZERO, Duration.ofDays(30))),
        unlessZero(
            environment.duration(
                "ALERT_WORKER_ABSENCE", Duration.ofMinutes(2), Duration.ZERO, Duration.ofDays(30))),
        unlessZero(
            environment.duration(
                "ALERT_BACKUP_AGE",
                Deployment.from(environment).isLocal() ? Duration.ZERO : Duration.ofHours(36),
                Duration.ZERO,
                Duration.ofDays(365))),
        environment.text("RUNBOOK_URL", "docs/OPERATIONS.md"));
  }

  /** Where it is written what to do about a cause. */
  public String runbookOf(String cause) {
    return runbook + "#alert-" + cause;
  }

  private static Optional<Duration> unlessZero(Duration duration) {
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }
}
