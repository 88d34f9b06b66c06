package sale.tsh.tds.api.webhook;

import java.util.List;
import java.util.Locale;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * Secrets and limits of intake.
 *
 * @param signatureSecrets at most two for {@code X-Zoho-Webhook-Signature}, the newer one first
 * @param apiKeys at most two for {@code X-Webhook-Key}, the newer one first
 * @param maxBodyBytes a larger body is refused and read no further
 * @param keptRefusalsPerHour how many refused deliveries of one cause the inbox keeps, the others
 *     are counted
 * @param maxOtherKinds how many kinds outside the catalogue senders can name
 */
record WebhookSettings(
    List<String> signatureSecrets,
    List<String> apiKeys,
    int maxBodyBytes,
    int keptRefusalsPerHour,
    int maxOtherKinds) {

  private static final int MEBIBYTE = 1024 * 1024;

  static WebhookSettings from(Settings settings, Deployment deployment) {
    WebhookSettings webhooks =
        new WebhookSettings(
            settings.secrets("ZOHO_WEBHOOK_SECRET", 12, 2),
            settings.secrets("WEBHOOK_API_KEY", 12, 2),
            settings.number("WEBHOOK_MAX_BYTES", 5 * MEBIBYTE, 1024, 64 * MEBIBYTE),
            settings.number("WEBHOOK_KEPT_REFUSALS_PER_HOUR", 1_000, 0, 1_000_000),
            settings.number("WEBHOOK_MAX_OTHER_KINDS", 100, 0, 1_000));
    if (!deployment.isLocal() && webhooks.isOpen()) {
      throw new SettingException(
          "ENVIRONMENT=%s needs ZOHO_WEBHOOK_SECRET or WEBHOOK_API_KEY: without one anybody could send webhooks"
              .formatted(deployment.name().toLowerCase(Locale.ROOT)));
    }
    return webhooks;
  }

  /** Whether no proof is required. */
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
