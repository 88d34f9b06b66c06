package sale.tsh.tds.notification;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.DocumentedSettings;

class SettingsDocumentTest {

  private static final Map<String, String> WITH_EMAIL =
      Map.of("SMTP_HOST", "mail.example.com", "EMAIL_FROM", "a@b.c", "EMAIL_TO", "d@e.f");

  @Test
  void documentListsTheDefaultsOfNotifications() {
    DocumentedSettings.assertDocumented(NotificationSettings::from);
    DocumentedSettings.assertDocumented(settings -> EmailSettings.from(withEmail(settings)));
  }

  private static Settings withEmail(Settings settings) {
    return new Settings(name ->
        WITH_EMAIL.containsKey(name) ? WITH_EMAIL.get(name) : settings.text(name).orElse(null));
  }
}
