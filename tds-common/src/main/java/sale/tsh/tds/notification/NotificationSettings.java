package sale.tsh.tds.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/** Where to send notifications. An empty channel is off. The addresses of webhooks are secrets. */
record NotificationSettings(
    Optional<URI> slack, Optional<EmailSettings> email, Optional<URI> webhook) {

  /**
   * Reads {@code SLACK_WEBHOOK_URL}, {@code ALERT_WEBHOOK_URL}, {@code SMTP_*}, {@code EMAIL_*}.
   */
  static NotificationSettings from(Settings settings) {
    return new NotificationSettings(
        address(settings, "SLACK_WEBHOOK_URL"),
        EmailSettings.from(settings),
        address(settings, "ALERT_WEBHOOK_URL"));
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return "slack %s, email %s, webhook %s"
        .formatted(
            slack.isPresent() ? "on" : "off",
            email.isPresent() ? "on" : "off",
            webhook.isPresent() ? "on" : "off");
  }

  private static Optional<URI> address(Settings settings, String name) {
    return settings.text(name).map(value -> address(name, value));
  }

  private static URI address(String name, String value) {
    try {
      URI address = new URI(value);
      boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (http && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Refused below. The exception's message would show the secret.
    }
    throw new SettingException(name + " must be an address like https://host/path");
  }
}
