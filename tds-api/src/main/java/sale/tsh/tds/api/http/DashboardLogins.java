package sale.tsh.tds.api.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import sale.tsh.tds.api.http.DashboardCredentials.Login;

/**
 * Callers with a name and a password, of which the bcrypt hash is known: slow on purpose. HTTP
 * Basic brings the password at every call, so one that was right is remembered, as a HMAC with a
 * key that this process alone has and never writes: it is asked for slowly but once. Guesses are
 * always slow, and one at a time, so that they take one processor at most and are counted before
 * the next one's turn.
 */
final class DashboardLogins implements AuthenticationProvider {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /** So long a call waits for its turn; some fifty turns. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final DashboardCredentials credentials;
  private final FailureLimit failures;
  private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();
  private final SecretKeySpec key = new SecretKeySpec(random(), ALGORITHM);
  private final Map<String, byte[]> rightByUser = new ConcurrentHashMap<>();
  private final ReentrantLock turn = new ReentrantLock(true);

  DashboardLogins(DashboardCredentials credentials, FailureLimit failures) {
    this.credentials = credentials;
    this.failures = failures;
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  /**
   * Returns who it is.
   *
   * @throws BadCredentialsException if it is nobody
   * @throws TooManyFailuresException if its address has failed too often to be listened to
   * @throws OverloadedException if too many wait to be told
   */
  @Override
  public Authentication authenticate(Authentication presented) {
    String user = presented.getName();
    String password = String.valueOf(presented.getCredentials());
    return isRemembered(user, password)
        ? known(user)
        : authenticateSlowly(user, password, addressOf(presented));
  }

  private Authentication authenticateSlowly(String user, String password, String address) {
    if (!takesTurn()) {
      throw new OverloadedException("Too many passwords wait to be checked");
    }
    try {
      // Both may have changed while this one waited.
      if (isRemembered(user, password)) {
        return known(user);
      }
      failures.require(address);
      if (isRight(user, password)) {
        rightByUser.put(user, mac(user, password));
        return known(user);
      }
      failures.note(address);
      throw new BadCredentialsException("no such user, or another password");
    } finally {
      turn.unlock();
    }
  }

  private boolean takesTurn() {
    try {
      return turn.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isRemembered(String user, String password) {
    byte[] right = rightByUser.get(user);
    return right != null && MessageDigest.isEqual(right, mac(user, password));
  }

  /** Takes as long for a user that does not exist. */
  private boolean isRight(String user, String password) {
    Optional<Login> login = credentials.login(user);
    return login
            .or(credentials::operator)
            .filter(any -> bcrypt.matches(password, any.passwordHash()))
            .isPresent()
        && login.isPresent();
  }

  private Authentication known(String user) {
    return UsernamePasswordAuthenticationToken.authenticated(
        user, null, credentials.roleOf(user).authorities());
  }

  private static String addressOf(Authentication presented) {
    return presented.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "";
  }

  private byte[] mac(String user, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // A name has no colon.
      return mac.doFinal((user + ":" + password).getBytes(StandardCharsets.UTF_8));
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
