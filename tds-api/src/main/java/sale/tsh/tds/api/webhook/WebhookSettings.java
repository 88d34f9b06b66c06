package sale.tsh.tds.api.webhook;

import java.util.List;
import java.util.Locale;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

/**
 * What intake lets in.
 *
 * @param signatureSecrets at most two, the newer and the older, for {@code
 *     X-Zoho-Webhook-Signature}
 * @param apiKeys at most two for {@code X-Webhook-Key}
 * @param maxBodyBytes a larger body is refused and read no further
 * @param keptRefusalsPerHour refused deliveries the inbox keeps of one cause; the rest is counted
 */
record WebhookSettings(
    List<String> signatureSecrets,
    List<String> apiKeys,
    int maxBodyBytes,
    int keptRefusalsPerHour) {

  private static final int MEBIBYTE = 1024 * 1024;

  static WebhookSettings from(Environment environment, Deployment deployment) {
    WebhookSettings settings =
        new WebhookSettings(
            environment.secrets("ZOHO_WEBHOOK_SECRET", 12, 2),
            environment.secrets("WEBHOOK_API_KEY", 12, 2),
            environment.number("WEBHOOK_MAX_BYTES", 5 * MEBIBYTE, 1024, 64 * MEBIBYTE),
            environment.number("WEBHOOK_KEPT_REFUSALS_PER_HOUR", 1_000, 0, 1_000_000));
    if (!deployment.isLocal() && settings.isOpen()) {
      throw new SettingException(
          "ENVIRONMENT=%s needs ZOHO_WEBHOOK_SECRET or WEBHOOK_API_KEY: without one anybody could send webhooks"
              .formatted(deployment.name().toLowerCase(Locale.ROOT)));
    }
    return settings;
  }

  /** Whether no proof is asked for. */
  boolean isOpen() {
    return signatureSecrets.isEmpty() && apiKeys.isEmpty();
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return "%d signature secrets, %d keys, at most %d bytes"
        .formatted(signatureSecrets.size(), apiKeys.size(), maxBodyBytes);
  }
}
