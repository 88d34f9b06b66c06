package sale.tsh.tds.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import sale.tsh.tds.api.http.TooManyFailuresException;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.TestPassword;

class DashboardLoginsTest {

  private static final int BURST = 10;

  private final DashboardLogins logins =
      new DashboardLogins(
          DashboardCredentials.from(
              new Settings(
                  Map.of(
                          "DASHBOARD_USER",
                          "ali",
                          "DASHBOARD_PASSWORD_HASH",
                          TestPassword.HASH,
                          "DASHBOARD_VIEWER_USER",
                          "sara",
                          "DASHBOARD_VIEWER_PASSWORD_HASH",
                          TestPassword.HASH)
                      ::get),
              Deployment.PRODUCTION),
          new FailureLimit(BURST, Duration.ofHours(1), () -> 0),
          Duration.ofMinutes(5));

  @Test
  void aRightPasswordIsRememberedAndNoOtherAccepted() {
    for (int i = 0; i < 2; i++) {
      assertUnknown("ali", "a long passwore");
      assertThat(rolesOf("ali", TestPassword.PASSWORD)).contains("ROLE_OPERATOR", "ROLE_VIEWER");
      assertUnknown("ali", "");
      assertUnknown("sara", "another password");
      assertThat(rolesOf("sara", TestPassword.PASSWORD)).containsExactly("ROLE_VIEWER");
    }
  }

  /** The operator's hash is checked, so that the refusal takes as long. It lets nobody in. */
  @Test
  void anUnknownUserIsRefusedWhateverThePassword() {
    assertUnknown("eve", TestPassword.PASSWORD);
    assertUnknown("", TestPassword.PASSWORD);
  }

  /** Also if all guesses arrive before the first is answered. */
  @Test
  void guessesAtOnceAreCountedOneByOneAndARightOneIsNotConfirmed() throws Exception {
    List<Future<Authentication>> guesses = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3 * BURST; i++) {
        String guess = "guess number " + i;
        guesses.add(callers.submit(() -> logins.authenticate(presented("ali", guess))));
      }
    }
    assertThat(guesses.stream().filter(each -> failed(each, BadCredentialsException.class)))
        .hasSize(BURST);
    assertThat(guesses.stream().filter(each -> failed(each, TooManyFailuresException.class)))
        .hasSize(2 * BURST);
    assertThatThrownBy(() -> rolesOf("ali", TestPassword.PASSWORD))
        .isInstanceOf(TooManyFailuresException.class);
  }

  @Test
  void theCommandMakesAnotherHashOfThePasswordEachTime() {
    String hash = HashPassword.hash("كلمة سر طويلة");
    assertThat(new BCryptPasswordEncoder().matches("كلمة سر طويلة", hash)).isTrue();
    assertThat(HashPassword.hash("كلمة سر طويلة")).isNotEqualTo(hash);
  }

  /** Bcrypt would silently ignore the bytes after the first 72. */
  @Test
  void aPasswordIsNeitherShortNorLongerThanBcryptReads() {
    for (String password : new String[] {"", "eleven char", "x".repeat(73), "ä".repeat(37)}) {
      assertThatThrownBy(() -> HashPassword.hash(password))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("at least 12 characters and at most 72 bytes")
          .hasMessageNotContaining("eleven");
    }
    assertThat(HashPassword.hash("x".repeat(72))).startsWith("$2b$11$");
  }

  private List<String> rolesOf(String user, String password) {
    return logins.authenticate(presented(user, password)).getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .map(String::valueOf)
        .toList();
  }

  private void assertUnknown(String user, String password) {
    assertThatThrownBy(() -> logins.authenticate(presented(user, password)))
        .isInstanceOf(BadCredentialsException.class);
  }

  private static boolean failed(Future<?> call, Class<? extends Exception> how) {
    return call.state() == Future.State.FAILED && how.isInstance(call.exceptionNow());
  }

  private static Authentication presented(String user, String password) {
    HttpServletRequest request = new MockHttpServletRequest();
    UsernamePasswordAuthenticationToken token =
        UsernamePasswordAuthenticationToken.unauthenticated(user, password);
    token.setDetails(new WebAuthenticationDetails(request));
    return token;
  }
}
