package sale.tsh.tds.api.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page has around it. */
@ControllerAdvice(basePackageClasses = Frame.class)
class Frame {

  /** Nothing but our own files; no script or style inside a page, whatever a payload holds. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

  private static final String ROOT = "/dashboard/";

  /** Sets the policy, and lets no cache keep what the page tells. */
  @ModelAttribute
  void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Cache-Control", "no-store");
  }

  /**
   * The way from here to {@code /dashboard/}, to which all links of a page are relative: so they
   * hold behind any path of a proxy's.
   */
  @ModelAttribute("base")
  String base(HttpServletRequest request) {
    String path = path(request);
    long steps =
        path.substring(Math.min(ROOT.length(), path.length()))
            .chars()
            .filter(each -> each == '/')
            .count();
    return steps == 0 ? "./" : "../".repeat((int) steps);
  }

  /** Where we are, relative to the base, with its parameters. */
  @ModelAttribute("here")
  String here(HttpServletRequest request) {
    String path = path(request);
    String query = request.getQueryString();
    String relative = path.length() > ROOT.length() ? path.substring(ROOT.length()) : "./";
    return query == null ? relative : relative + "?" + query;
  }

  /** As it was sent: what is encoded stays so. */
  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  @ModelAttribute("user")
  String user() {
    return who().getName();
  }

  /** Whether whoever looks may act too. */
  @ModelAttribute("operator")
  boolean operator() {
    return who().getAuthorities().stream()
        .anyMatch(each -> "ROLE_OPERATOR".equals(each.getAuthority()));
  }

  /** The chain lets nobody come here unknown. */
  private static Authentication who() {
    return Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
  }
}
