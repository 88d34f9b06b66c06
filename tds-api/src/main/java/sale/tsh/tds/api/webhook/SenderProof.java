package sale.tsh.tds.api.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import sale.tsh.tds.api.webhook.SecretUse.Kind;
import sale.tsh.tds.api.webhook.SecretUse.Secret;
import sale.tsh.tds.delivery.Parameters;
import sale.tsh.tds.digest.Digests;

/**
 * Whether a delivery comes from who holds a secret: by Zoho's signature, or by a shared key in a
 * header. Raw bytes are compared, in constant time, before anything is parsed. Either proof
 * suffices; one that is presented must be right.
 */
final class SenderProof {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final WebhookSettings settings;
  private final Consumer<Secret> used;

  /**
   * @param used is told the secret of each proof that is right
   */
  SenderProof(WebhookSettings settings, Consumer<Secret> used) {
    this.settings = settings;
    this.used = used;
  }

  /** Why the delivery is refused; empty if it is proven, or no proof is asked for. */
  Optional<String> refusal(RawDelivery delivery) {
    if (settings.isOpen()) {
      return Optional.empty();
    }
    boolean signed = delivery.signature().isPresent() && !settings.signatureSecrets().isEmpty();
    boolean keyed = delivery.key().isPresent() && !settings.apiKeys().isEmpty();
    if (!signed && !keyed) {
      return Optional.of("The delivery carries no proof of its sender: " + expected());
    }
    if (signed && !isSigned(delivery, delivery.signature().orElseThrow())) {
      return Optional.of(
          "X-Zoho-Webhook-Signature does not match the body and the parameters with any active secret");
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

  private boolean isSigned(RawDelivery delivery, String signature) {
    byte[] presented = decode(signature.strip());
    byte[] signed = signedBytes(delivery);
    return isOneOf(
        settings.signatureSecrets(),
        secret -> MessageDigest.isEqual(hmac(secret, signed), presented),
        Kind.SIGNATURE);
  }

  private boolean isKey(String key) {
    byte[] presented = key.strip().getBytes(StandardCharsets.UTF_8);
    return isOneOf(
        settings.apiKeys(),
        each -> MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), presented),
        Kind.KEY);
  }

  /** Tries all, the newer one first, so that the time taken tells nothing. */
  private boolean isOneOf(List<String> secrets, Predicate<String> proves, Kind kind) {
    boolean proven = false;
    for (int i = 0; i < secrets.size(); i++) {
      if (proves.test(secrets.get(i))) {
        used.accept(new Secret(kind, i == 0));
        proven = true;
      }
    }
    return proven;
  }

  /**
   * What Zoho signs: all query and form parameters, decoded, sorted by name, each as name and value
   * without separator, followed by the body as received unless it is the form.
   */
  static byte[] signedBytes(RawDelivery delivery) {
    List<Parameters.Parameter> parameters =
        new ArrayList<>(Parameters.lenient(delivery.query()).all());
    byte[] body = delivery.body().array();
    boolean form = isForm(delivery.contentType(), body);
    if (form) {
      parameters.addAll(Parameters.lenient(new String(body, StandardCharsets.UTF_8)).all());
    }
    parameters.sort(Comparator.comparing(Parameters.Parameter::name));
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    for (Parameters.Parameter parameter : parameters) {
      signed.writeBytes((parameter.name() + parameter.value()).getBytes(StandardCharsets.UTF_8));
    }
    if (!form) {
      signed.writeBytes(body);
    }
    return signed.toByteArray();
  }

  /** By its label, unless it is JSON all the same: then what was signed is the body as it is. */
  private static boolean isForm(String contentType, byte[] body) {
    String start = new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8).strip();
    return contentType.toLowerCase(Locale.ROOT).startsWith(FORM)
        && !start.startsWith("{")
        && !start.startsWith("[");
  }

  private static byte[] hmac(String secret, byte[] message) {
    return Digests.hmac(secret.getBytes(StandardCharsets.UTF_8), message);
  }

  /**
   * Hex as Zoho documents it, or base64 as some users meet it; nothing that matches where it is
   * neither.
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
