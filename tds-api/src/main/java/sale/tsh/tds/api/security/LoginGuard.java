package sale.tsh.tds.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import sale.tsh.tds.api.http.OverloadedException;
import sale.tsh.tds.api.http.TooManyFailuresException;

/**
 * Slows down guessing of the dashboard's credentials. After too many failures an address is blocked
 * for a while, even with correct credentials. Otherwise the answer would confirm a guess. Calls
 * without credentials are refused as usual and cost nothing.
 */
final class LoginGuard extends OncePerRequestFilter {

  private final FailureLimit failures;
  private final HandlerExceptionResolver problems;

  LoginGuard(FailureLimit failures, HandlerExceptionResolver problems) {
    this.failures = failures;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
        failures.require(request.getRemoteAddr());
      }
      chain.doFilter(request, response);
    } catch (TooManyFailuresException | OverloadedException e) {
      problems.resolveException(request, response, null, e);
    }
  }
}
