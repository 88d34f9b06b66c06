package sale.tsh.tds.api.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import sale.tsh.tds.api.http.DashboardCredentials.Login;
import sale.tsh.tds.digest.Digests;

/**
 * Callers with a name and a password, of which the bcrypt hash is known: slow on purpose. HTTP
 * Basic brings the password at every call, so one that was right is remembered, as a HMAC with a
 * key that this process alone has and never writes: it is asked for slowly but once. Guesses are
 * always slow, and one at a time, so that they take one processor at most and are counted before
 * the next one's turn.
 */
final class DashboardLogins implements AuthenticationProvider {

  private static final int KEY_BYTES = 32;

  /** So long a call waits for its turn; some fifty turns. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final DashboardCredentials credentials;
  private final FailureLimit failures;
  private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();
  private final byte[] key = random();
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
    Optional<Login> login = credentials.login(presented.getName());
    String password = String.valueOf(presented.getCredentials());
    Optional<Login> right = login.filter(each -> isRemembered(each, password));
    return known(right.orElseGet(() -> findSlowly(login, password, addressOf(presented))));
  }

  private Login findSlowly(Optional<Login> login, String password, String address) {
    if (!takesTurn()) {
      throw new OverloadedException("Too many passwords wait to be checked");
    }
    try {
      // Both may have changed while this one waited.
      Optional<Login> right = login.filter(each -> isRemembered(each, password));
      if (right.isPresent()) {
        return right.get();
      }
      failures.require(address);
      if (matches(login, password) && login.isPresent()) {
        remember(login.get(), password);
        return login.get();
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

  private boolean isRemembered(Login login, String password) {
    byte[] right = rightByUser.get(login.user());
    return right != null && MessageDigest.isEqual(right, mac(login, password));
  }

  private void remember(Login login, String password) {
    rightByUser.put(login.user(), mac(login, password));
  }

  /** For nobody the operator's hash is asked, so that it takes as long. */
  private boolean matches(Optional<Login> login, String password) {
    return login
        .or(credentials::operator)
        .filter(each -> bcrypt.matches(password, each.passwordHash()))
        .isPresent();
  }

  private static Authentication known(Login login) {
    return UsernamePasswordAuthenticationToken.authenticated(
        login.user(), null, login.role().authorities());
  }

  private static String addressOf(Authentication presented) {
    return presented.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "";
  }

  /** A name has no colon. */
  private byte[] mac(Login login, String password) {
    return Digests.hmac(key, (login.user() + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
