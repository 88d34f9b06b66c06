package sale.tsh.tds.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Slows down who guesses the dashboard's credentials: an address that has failed too often is not
 * listened to for a while, right credentials or not, since an answer to those would tell which they
 * are. Calls without credentials are told what is missing, and cost nothing.
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
