package sale.tsh.tds.worker;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import sale.tsh.tds.metrics.ManagementSettings;

/** Answers whom the settings admit, and asks the others for the account. */
@Component
class ManagementGuard extends OncePerRequestFilter {

  private final ManagementSettings settings;

  ManagementGuard(ManagementSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (settings.admits(request.getRemoteAddr(), request.getServletPath(), authorization)) {
      chain.doFilter(request, response);
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, ManagementSettings.CHALLENGE);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }
}
