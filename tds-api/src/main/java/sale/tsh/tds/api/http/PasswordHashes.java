package sale.tsh.tds.api.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.BCryptVersion;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Passwords as bcrypt hashes, which are slow on purpose. HTTP Basic brings the password at every
 * call, so one that was right is remembered, as a HMAC with a key that this process alone has and
 * never writes: it is asked for slowly but once. Guesses are always slow, and one at a time, so
 * that they take one processor at most.
 */
final class PasswordHashes implements PasswordEncoder {

  /** Twice as slow for each that it is more; 80 ms on a processor of 2025. */
  private static final int COST = 11;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final PasswordEncoder bcrypt = new BCryptPasswordEncoder(BCryptVersion.$2B, COST);
  private final SecretKeySpec key = new SecretKeySpec(random(), ALGORITHM);
  private final Map<String, byte[]> rightByHash = new ConcurrentHashMap<>();
  private final ReentrantLock slow = new ReentrantLock();

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return bcrypt.encode(password);
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    if (password == null || hash == null) {
      return false;
    }
    byte[] presented = mac(hash + password);
    byte[] right = rightByHash.get(hash);
    if (right != null && MessageDigest.isEqual(right, presented)) {
      return true;
    }
    boolean matches = matchesSlowly(password, hash);
    if (matches) {
      rightByHash.put(hash, presented);
    }
    return matches;
  }

  private boolean matchesSlowly(CharSequence password, String hash) {
    slow.lock();
    try {
      return bcrypt.matches(password, hash);
    } finally {
      slow.unlock();
    }
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
