package sale.tsh.tds.api.webhook;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.testing.DocumentedSettings;

class SettingsDocumentTest {

  @Test
  void itsDefaultsAreTheProgramsOwn() {
    DocumentedSettings.assertDocumented(
        environment -> WebhookSettings.from(environment, Deployment.LOCAL));
  }
}
