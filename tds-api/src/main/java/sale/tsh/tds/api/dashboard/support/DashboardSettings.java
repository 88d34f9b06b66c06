package sale.tsh.tds.api.dashboard.support;

import java.time.Duration;
import sale.tsh.tds.settings.Settings;

/**
 * The settings of the dashboard.
 *
 * @param timeLimit the longest time that a statement of the dashboard may run
 */
record DashboardSettings(Duration timeLimit) {

  /** Reads {@code DASHBOARD_TIME_LIMIT}. */
  static DashboardSettings from(Settings settings) {
    return new DashboardSettings(
        settings.duration(
            "DASHBOARD_TIME_LIMIT",
            Duration.ofSeconds(3),
            Duration.ofMillis(50),
            Duration.ofMinutes(1)));
  }
}
