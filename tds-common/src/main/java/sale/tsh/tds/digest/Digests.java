package sale.tsh.tds.digest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 (FIPS 180-4) and HMAC with SHA-256 (RFC 2104). Both give 32 bytes. */
public final class Digests {

  private static final String HASH = "SHA-256";
  private static final String HMAC = "HmacSHA256";

  private Digests() {}

  /** The hash of a text in UTF-8. */
  public static byte[] sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of bytes. */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance(HASH).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HASH, e);
    }
  }

  /** Whether a secret text equals a presented one, compared in constant time. */
  public static boolean isSame(String secret, String presented) {
    return MessageDigest.isEqual(
        secret.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
  }

  /** The authentication code of a message. The key must not be empty. */
  public static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
