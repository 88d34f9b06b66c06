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

/** Answers the clients that the settings admit, and tells other clients what is missing. */
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
    if (settings.admits(
        request.getRemoteAddr(),
        request.getHeader(HttpHeaders.HOST),
        request.getServletPath(),
        request.getHeader(HttpHeaders.AUTHORIZATION))) {
      chain.doFilter(request, response);
    } else {
      ManagementSettings.AccessRefusal refusal = settings.refusal();
      response.setStatus(refusal.status());
      refusal.headers().forEach(response::setHeader);
      response.getWriter().write(refusal.text());
    }
  }
}
