package sale.tsh.tds.api.listener;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.security.DashboardCredentials;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.testing.DocumentedSettings;

class SettingsDocumentTest {

  @Test
  void itsDefaultsAreTheProgramsOwn() {
    DocumentedSettings.assertDocumented(
        environment -> ApiSettings.from(environment, Deployment.LOCAL));
    DocumentedSettings.assertDocumented(
        environment -> DashboardCredentials.from(environment, Deployment.LOCAL));
  }
}
