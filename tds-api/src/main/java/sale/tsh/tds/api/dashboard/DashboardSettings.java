package sale.tsh.tds.api.dashboard;

import java.time.Duration;
import sale.tsh.tds.settings.Environment;

/**
 * How the dashboard treats the database.
 *
 * @param timeLimit the longest a statement of its may run
 */
record DashboardSettings(Duration timeLimit) {

  /** Reads {@code DASHBOARD_TIME_LIMIT}. */
  static DashboardSettings from(Environment environment) {
    return new DashboardSettings(
        environment.duration(
            "DASHBOARD_TIME_LIMIT",
            Duration.ofSeconds(3),
            Duration.ofMillis(50),
            Duration.ofMinutes(1)));
  }
}
