package sale.tsh.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

class NotificationSettingsTest {

  @Test
  void allChannelsAreOffByDefault() {
    NotificationSettings settings = read(Map.of("SLACK_WEBHOOK_URL", "", "EMAIL_TO", "a@b.c"));

    assertThat(settings).hasToString("slack off, email off, webhook off");
  }

  @Test
  void settingsShowNoSecret() {
    NotificationSettings settings =
        read(
            Map.of(
                "SLACK_WEBHOOK_URL", "https://hooks.example.com/s3cret",
                "ALERT_WEBHOOK_URL", "https://example.com/s3cret",
                "SMTP_HOST", "mail.example.com",
                "SMTP_USER", "tds@example.com",
                "SMTP_PASSWORD", "s3cret",
                "EMAIL_TO", "ops@example.com"));

    assertThat(settings).hasToString("slack on, email on, webhook on");
    assertThat(settings.email().orElseThrow())
        .hasToString("mail.example.com:587 from tds@example.com to ops@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SLACK_WEBHOOK_URL=hooks.example.com/s3cret | SLACK_WEBHOOK_URL must be an address like https://host/path",
        "ALERT_WEBHOOK_URL=ftp://host/s3cret | ALERT_WEBHOOK_URL must be an address like https://host/path",
        "ALERT_WEBHOOK_URL=https://ho st/s3cret | ALERT_WEBHOOK_URL must be an address like https://host/path",
        "SMTP_HOST=m;EMAIL_FROM=a@b.c | EMAIL_TO must name at least one address, separated by commas: SMTP_HOST is set",
        "SMTP_HOST=m;EMAIL_TO=a@b.c | EMAIL_FROM must be the sender's address, such as tds@example.com: SMTP_HOST is set and SMTP_USER is no address",
        "SMTP_HOST=m;EMAIL_FROM=a@b.c;EMAIL_TO=a@b.c;SMTP_USER=u | SMTP_USER and SMTP_PASSWORD must be set both or neither",
        "SMTP_HOST=m;EMAIL_FROM=a@b.c;EMAIL_TO=nobody at all | EMAIL_TO is \"nobody at all\" but must be e-mail addresses, separated by commas",
        "SMTP_HOST=m;EMAIL_FROM=a@b.c;EMAIL_TO=a@b.c;SMTP_PORT=x | SMTP_PORT is \"x\" but must be a whole number from 1 to 65535",
      })
  void refusalNamesTheSetting(String assignments, String sentence) {
    Map<String, String> variables = new HashMap<>();
    for (String assignment : assignments.split(";", -1)) {
      String[] parts = assignment.split("=", 2);
      variables.put(parts[0], parts[1]);
    }

    assertThatThrownBy(() -> read(variables))
        .isInstanceOf(SettingException.class)
        .hasMessage(sentence);
  }

  private static NotificationSettings read(Map<String, String> variables) {
    return NotificationSettings.from(new Settings(variables::get));
  }
}
