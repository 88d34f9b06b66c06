package sale.tsh.tds.api.http;

import java.util.Locale;
import java.util.Optional;
import sale.tsh.tds.settings.Account;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

/**
 * Who may use the dashboard.
 *
 * @param operator may look and act; empty only locally, where the dashboard is open then
 * @param viewer may only look
 */
record DashboardCredentials(Optional<Account> operator, Optional<Account> viewer) {

  DashboardCredentials {
    if (operator.isEmpty() && viewer.isPresent()) {
      throw new SettingException("DASHBOARD_VIEWER_USER needs DASHBOARD_USER beside it");
    }
    if (operator.isPresent() && operator.map(Account::user).equals(viewer.map(Account::user))) {
      throw new SettingException("DASHBOARD_USER and DASHBOARD_VIEWER_USER must differ");
    }
  }

  /** Reads {@code DASHBOARD_USER}, {@code DASHBOARD_VIEWER_USER} and their passwords. */
  static DashboardCredentials from(Environment environment, Deployment deployment) {
    DashboardCredentials credentials =
        new DashboardCredentials(
            Account.from(environment, "DASHBOARD_USER", "DASHBOARD_PASSWORD"),
            Account.from(environment, "DASHBOARD_VIEWER_USER", "DASHBOARD_VIEWER_PASSWORD"));
    if (credentials.isOpen() && !deployment.isLocal()) {
      throw new SettingException(
          "ENVIRONMENT=%s needs DASHBOARD_USER and DASHBOARD_PASSWORD: without them anybody could use the dashboard"
              .formatted(deployment.name().toLowerCase(Locale.ROOT)));
    }
    return credentials;
  }

  /** Whether nobody is asked who they are. */
  boolean isOpen() {
    return operator.isEmpty();
  }
}
