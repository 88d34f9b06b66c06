package sale.tsh.tds.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

/** Whom to tell; what is empty is off. The addresses of webhooks are secrets. */
record NotificationSettings(
    Optional<URI> slack, Optional<EmailSettings> email, Optional<URI> webhook) {

  /**
   * Reads {@code SLACK_WEBHOOK_URL}, {@code ALERT_WEBHOOK_URL}, {@code SMTP_*}, {@code EMAIL_*}.
   */
  static NotificationSettings from(Environment environment) {
    return new NotificationSettings(
        address(environment, "SLACK_WEBHOOK_URL"),
        EmailSettings.from(environment),
        address(environment, "ALERT_WEBHOOK_URL"));
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

  private static Optional<URI> address(Environment environment, String name) {
    return environment.text(name).map(value -> address(name, value));
  }

  private static URI address(String name, String value) {
    try {
      URI address = new URI(value);
      boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (http && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Refused below; the exception's message would show the secret.
    }
    throw new SettingException(name + " must be an address like https://host/path");
  }
}
