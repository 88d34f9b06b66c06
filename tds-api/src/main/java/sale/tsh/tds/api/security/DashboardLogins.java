package sale.tsh.tds.api.security;

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
import sale.tsh.tds.api.http.OverloadedException;
import sale.tsh.tds.api.http.TooManyFailuresException;
import sale.tsh.tds.api.security.DashboardCredentials.Login;
import sale.tsh.tds.digest.Digests;

/**
 * Authenticates callers by name and password. Only the bcrypt hash of the password is known, and
 * bcrypt is slow on purpose. HTTP Basic sends the password with every call, so a right password is
 * remembered as an HMAC. The HMAC's key exists in this process only and is never written. Each
 * password is therefore checked slowly only once. Wrong passwords are always checked slowly, one at
 * a time. They use at most one processor, and each failure is counted before the next check.
 */
final class DashboardLogins implements AuthenticationProvider {

  private static final int KEY_BYTES = 32;

  private final DashboardCredentials credentials;
  private final FailureLimit failures;
  private final Duration longestWait;
  private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();
  private final byte[] key = random();
  private final Map<String, byte[]> rememberedByUser = new ConcurrentHashMap<>();
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * @param longestWait how long a call waits for its password to be checked
   */
  DashboardLogins(DashboardCredentials credentials, FailureLimit failures, Duration longestWait) {
    this.credentials = credentials;
    this.failures = failures;
    this.longestWait = longestWait;
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  /**
   * Returns the authenticated user.
   *
   * @throws BadCredentialsException if the name or the password is wrong
   * @throws TooManyFailuresException if the address has failed too often
   * @throws OverloadedException if too many passwords wait to be checked
   */
  @Override
  public Authentication authenticate(Authentication presented) {
    Optional<Login> login = credentials.login(presented.getName());
    String password = String.valueOf(presented.getCredentials());
    Optional<Login> remembered = login.filter(each -> isRemembered(each, password));
    return authenticated(
        remembered.orElseGet(() -> checkSlowly(login, password, addressOf(presented))));
  }

  private Login checkSlowly(Optional<Login> login, String password, String address) {
    if (!takesTurn()) {
      throw new OverloadedException("Too many passwords wait to be checked");
    }
    try {
      // Another call with this password may have finished while this one waited.
      Optional<Login> remembered = login.filter(each -> isRemembered(each, password));
      if (remembered.isPresent()) {
        return remembered.get();
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
      return turn.tryLock(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isRemembered(Login login, String password) {
    byte[] right = rememberedByUser.get(login.user());
    return right != null && MessageDigest.isEqual(right, mac(login, password));
  }

  private void remember(Login login, String password) {
    rememberedByUser.put(login.user(), mac(login, password));
  }

  /** An unknown name is checked against the first user's hash, so that it takes as long. */
  private boolean matches(Optional<Login> login, String password) {
    return login
        .or(() -> credentials.logins().stream().findFirst())
        .filter(each -> bcrypt.matches(password, each.passwordHash()))
        .isPresent();
  }

  private static Authentication authenticated(Login login) {
    return UsernamePasswordAuthenticationToken.authenticated(
        login.user(), null, login.role().authorities());
  }

  private static String addressOf(Authentication presented) {
    return presented.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "";
  }

  /** The colon is unambiguous, because a name has none. */
  private byte[] mac(Login login, String password) {
    return Digests.hmac(key, (login.user() + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
