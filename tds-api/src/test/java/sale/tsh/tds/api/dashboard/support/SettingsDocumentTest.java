package sale.tsh.tds.api.dashboard.support;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.DocumentedSettings;

class SettingsDocumentTest {

  @Test
  void defaultsInTheDocumentAreTheProgramsOwn() {
    DocumentedSettings.assertDocumented(DashboardSettings::from);
  }
}
