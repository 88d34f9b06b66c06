package sale.tsh.tds.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses what a foreign page makes a browser do. A browser adds its credentials to such a call by
 * itself, and says where the call comes from; {@code curl} says nothing and passes, as Zoho does.
 *
 * <p>What is open answers to this machine's own names only: neither a name that a foreign page has
 * pointed here nor a public one reaches it.
 */
public final class OriginGuard extends OncePerRequestFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final boolean open;
  private final String lacking;
  private final HandlerExceptionResolver problems;

  /**
   * @param open whether nothing else is asked of a caller
   * @param lacking the settings without which it is open
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
      refuse(request, response, "Another site's page may not act here.");
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

  /** By the name as sent too: what a page may set in {@code X-Forwarded-Host} proves nothing. */
  private static boolean isForThisMachine(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return isThisMachine(request.getServerName())
        && (host == null || isThisMachine(host.replaceFirst(":\\d+$", "")));
  }

  private static boolean isThisMachine(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("localhost")
        || lower.endsWith(".localhost")
        || lower.matches("127(\\.\\d{1,3}){3}")
        || lower.matches("\\[?(::1|0:0:0:0:0:0:0:1)]?");
  }
}
