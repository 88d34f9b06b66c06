package sale.tsh.tds.api.http;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.testing.DocumentedSettings;

class SettingsDocumentTest {

  @Test
  void itsDefaultsAreTheProgramsOwn() {
    DocumentedSettings.hold(environment -> ApiSettings.from(environment, Deployment.LOCAL));
    DocumentedSettings.hold(
        environment -> DashboardCredentials.from(environment, Deployment.LOCAL));
  }
}
