package sale.tsh.tds.api.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares passwords in constant time. They stand in the environment in clear, so a slow hash would
 * guard nothing and cost every call.
 */
final class SecretEncoder implements PasswordEncoder {

  @Override
  public String encode(@Nullable CharSequence secret) {
    try {
      byte[] bytes = String.valueOf(secret).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
    return encoded != null
        && MessageDigest.isEqual(
            encode(secret).getBytes(StandardCharsets.US_ASCII),
            encoded.getBytes(StandardCharsets.US_ASCII));
  }
}
