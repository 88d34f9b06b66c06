package sale.tsh.tds.api.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import sale.tsh.tds.api.webhook.SecretUsageMeter.ProofKind;
import sale.tsh.tds.api.webhook.SecretUsageMeter.Secret;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.digest.Digests;

/**
 * Checks that the sender of a delivery holds a secret, by Zoho's signature or by a shared key in a
 * header. It compares raw bytes in constant time, before anything is parsed. Either proof suffices,
 * and each proof that is presented must be right.
 */
final class SenderAuthenticator {

  private final WebhookSettings settings;
  private final Consumer<Secret> used;

  /**
   * @param used receives the secret of each right proof
   */
  SenderAuthenticator(WebhookSettings settings, Consumer<Secret> used) {
    this.settings = settings;
    this.used = used;
  }

  /**
   * Returns why the delivery is refused. Empty if it is proven or no proof is required.
   *
   * @param text the same delivery with its body as text
   */
  Optional<String> refusal(RawDelivery delivery, Delivery text) {
    if (settings.isOpen()) {
      return Optional.empty();
    }
    boolean signed = delivery.signature().isPresent() && !settings.signatureSecrets().isEmpty();
    boolean keyed = delivery.key().isPresent() && !settings.apiKeys().isEmpty();
    if (!signed && !keyed) {
      return Optional.of("The delivery carries no proof of its sender: " + expected());
    }
    if (signed) {
      SignedContent what = SignedContent.of(delivery, text);
      if (!isSigned(what, delivery.signature().orElseThrow())) {
        return Optional.of(
            "X-Zoho-Webhook-Signature does not match the body and the parameters with any active secret");
      }
      Optional<String> ambiguity = what.ambiguity();
      if (ambiguity.isPresent()) {
        return Optional.of(
            "X-Zoho-Webhook-Signature is right, but its parameters can be read in two ways: %s"
                .formatted(ambiguity.get()));
      }
      if (delivery.method().equals("DELETE") && !keyed) {
        return Optional.of(
            "X-Zoho-Webhook-Signature does not cover the method DELETE: expected ?op=delete, or X-Webhook-Key");
      }
    }
    if (keyed && !isKey(delivery.key().orElseThrow())) {
      return Optional.of("X-Webhook-Key is not an active key");
    }
    return Optional.empty();
  }

  private String expected() {
    if (settings.apiKeys().isEmpty()) {
      return "expected the header X-Zoho-Webhook-Signature";
    }
    return settings.signatureSecrets().isEmpty()
        ? "expected the header X-Webhook-Key"
        : "expected the header X-Zoho-Webhook-Signature or X-Webhook-Key";
  }

  private boolean isSigned(SignedContent what, String signature) {
    byte[] presented = decode(signature.strip());
    byte[] signed = what.bytes();
    return isOneOf(
        settings.signatureSecrets(),
        secret -> MessageDigest.isEqual(hmac(secret, signed), presented),
        ProofKind.SIGNATURE);
  }

  private boolean isKey(String key) {
    return isOneOf(settings.apiKeys(), each -> Digests.isSame(each, key.strip()), ProofKind.KEY);
  }

  /** Tries all secrets, the newer one first, so that the duration reveals nothing. */
  private boolean isOneOf(List<String> secrets, Predicate<String> proves, ProofKind kind) {
    boolean proven = false;
    for (int i = 0; i < secrets.size(); i++) {
      if (proves.test(secrets.get(i))) {
        used.accept(new Secret(kind, i == 0));
        proven = true;
      }
    }
    return proven;
  }

  private static byte[] hmac(String secret, byte[] message) {
    return Digests.hmac(secret.getBytes(StandardCharsets.UTF_8), message);
  }

  /**
   * Decodes hex, which Zoho documents, or base64, which some users receive. Anything else becomes
   * bytes that match no signature.
   */
  private static byte[] decode(String signature) {
    try {
      return signature.length() == 64
          ? HexFormat.of().parseHex(signature)
          : Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
