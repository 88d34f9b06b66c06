package sale.tsh.tds.worker.reconcile;

import java.time.Duration;
import sale.tsh.tds.settings.Settings;

/**
 * When the mirror is compared with Zoho.
 *
 * @param headInterval between two looks at the newest changes of a kind
 * @param sweepInterval between two comparisons of a kind's whole list
 * @param overlap how far a look reads back behind the last one, since Zoho may list a change late
 * @param patience how long a webhook may take to bring a change, before the record is fetched
 */
public record PullSettings(
    Duration headInterval, Duration sweepInterval, Duration overlap, Duration patience) {

  /** Reads {@code ZOHO_PULL_*} and {@code ZOHO_SWEEP_INTERVAL}. */
  public static PullSettings from(Settings settings) {
    return new PullSettings(
        settings.duration(
            "ZOHO_PULL_INTERVAL",
            Duration.ofMinutes(30),
            Duration.ofSeconds(1),
            Duration.ofDays(1)),
        settings.duration(
            "ZOHO_SWEEP_INTERVAL", Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofDays(30)),
        settings.duration(
            "ZOHO_PULL_OVERLAP", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(1)),
        settings.duration(
            "ZOHO_PULL_PATIENCE", Duration.ofMinutes(2), Duration.ZERO, Duration.ofHours(1)));
  }
}
