package sale.tsh.tds.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import sale.tsh.tds.settings.HostNames;

/**
 * Refuses calls that a foreign page makes through a user's browser. The browser adds its
 * credentials to such a call, and headers that name the page's site. Callers such as {@code curl}
 * or Zoho send no such headers and pass.
 *
 * <p>An open service answers only to this machine's own names. Neither a public name reaches it nor
 * a name that a foreign page has pointed here.
 */
public final class OriginGuard extends OncePerRequestFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final boolean open;
  private final String lacking;
  private final HandlerExceptionResolver problems;

  /**
   * @param open whether no credentials are required
   * @param lacking the settings without which the service is open
   */
  public OriginGuard(boolean open, String lacking, HandlerExceptionResolver problems) {
    this.open = open;
    this.lacking = lacking;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!READING.contains(request.getMethod()) && isForeign(request)) {
      refuse(
          request,
          response,
          "Another site's page may not act here, which is %s://%s:%d by Host and by the proxy's X-Forwarded-Host, -Proto and -Port."
              .formatted(request.getScheme(), request.getServerName(), request.getServerPort()));
    } else if (open && !isForThisMachine(request)) {
      refuse(request, response, "Without %s this answers at localhost only.".formatted(lacking));
    } else {
      chain.doFilter(request, response);
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, String why) {
    problems.resolveException(request, response, null, new AccessDeniedException(why));
  }

  private static boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_SITE.contains(site);
    }
    String origin = request.getHeader("Origin");
    return origin != null && !isOwn(origin, request);
  }

  private static boolean isOwn(String origin, HttpServletRequest request) {
    try {
      URI page = URI.create(origin);
      return request.getServerName().equalsIgnoreCase(page.getHost())
          && request.getServerPort() == port(page);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int port(URI page) {
    if (page.getPort() >= 0) {
      return page.getPort();
    }
    return "https".equals(page.getScheme()) ? 443 : 80;
  }

  /** Checks the Host header too, because a page could set {@code X-Forwarded-Host}. */
  private static boolean isForThisMachine(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return HostNames.isOfThisMachine(request.getServerName())
        && (host == null || HostNames.isOfThisMachine(host));
  }
}
