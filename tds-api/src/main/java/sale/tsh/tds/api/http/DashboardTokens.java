package sale.tsh.tds.api.http;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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

/** Callers with {@code Authorization: Bearer} and a token, at every call. */
final class DashboardTokens implements AuthenticationConverter, AuthenticationManager {

  private static final String SCHEME = "Bearer ";

  private final List<DashboardCredentials.Token> tokens;
  private final FailureLimit failures;

  DashboardTokens(List<DashboardCredentials.Token> tokens, FailureLimit failures) {
    this.tokens = tokens;
    this.failures = failures;
  }

  /** Lets calls without a token pass, to be asked for something else. */
  Filter filter(AuthenticationEntryPoint refusal) {
    AuthenticationFilter filter = new AuthenticationFilter((AuthenticationManager) this, this);
    filter.setSuccessHandler((request, response, who) -> {});
    filter.setFailureHandler(new AuthenticationEntryPointFailureHandler(refusal));
    return filter;
  }

  /** Until it is known who calls, the caller is its address. */
  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? new PreAuthenticatedAuthenticationToken(
            request.getRemoteAddr(), header.substring(SCHEME.length()).strip())
        : null;
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

  /** Looks at each, so that the time it takes tells nothing. */
  private Optional<DashboardCredentials.Token> find(String presented) {
    byte[] hash =
        HexFormat.of().formatHex(Digests.sha256(presented)).getBytes(StandardCharsets.US_ASCII);
    return tokens.stream()
        .filter(
            token ->
                MessageDigest.isEqual(hash, token.sha256().getBytes(StandardCharsets.US_ASCII)))
        .reduce((first, other) -> first);
  }
}
