package sale.tsh.tds.api.security;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import sale.tsh.tds.digest.Digests;
import sale.tsh.tds.settings.Credentials;

/** Authenticates callers by the token of an {@code Authorization: Bearer} header, at every call. */
final class DashboardTokens implements AuthenticationConverter, AuthenticationManager {

  private final List<DashboardCredentials.Token> tokens;
  private final FailureLimit failures;

  DashboardTokens(List<DashboardCredentials.Token> tokens, FailureLimit failures) {
    this.tokens = tokens;
    this.failures = failures;
  }

  /**
   * The filter for calls with a token. Other calls pass, and a later filter asks for a password.
   */
  Filter filter(AuthenticationEntryPoint refusal) {
    AuthenticationFilter filter = new AuthenticationFilter((AuthenticationManager) this, this);
    filter.setSuccessHandler((request, response, who) -> {});
    filter.setFailureHandler(new AuthenticationEntryPointFailureHandler(refusal));
    return filter;
  }

  /** Until the token is checked, the address names the caller. */
  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    return Credentials.presented("Bearer", request.getHeader(HttpHeaders.AUTHORIZATION))
        .map(token -> new PreAuthenticatedAuthenticationToken(request.getRemoteAddr(), token))
        .orElse(null);
  }

  @Override
  public Authentication authenticate(Authentication presented) {
    Optional<DashboardCredentials.Token> found = find(String.valueOf(presented.getCredentials()));
    if (found.isEmpty()) {
      failures.note(presented.getName());
      throw new BadCredentialsException("no such token");
    }
    DashboardCredentials.Token known = found.get();
    return new PreAuthenticatedAuthenticationToken(known.name(), "", known.role().authorities());
  }

  /** Compares with every token, so that the duration reveals nothing. */
  private Optional<DashboardCredentials.Token> find(String presented) {
    String hash = HexFormat.of().formatHex(Digests.sha256(presented));
    return tokens.stream()
        .filter(token -> Digests.isSame(token.sha256(), hash))
        .reduce((first, other) -> first);
  }
}
