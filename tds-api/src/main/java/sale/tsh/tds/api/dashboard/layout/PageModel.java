package sale.tsh.tds.api.dashboard.layout;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.WebUtils;

/** Adds what every page needs: address, user, language, and headers that protect the page. */
@ControllerAdvice(annotations = DashboardPage.class)
class PageModel {

  /** Allows only our own files. No script or style inside a page runs, whatever a payload holds. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

  private static final String ROOT = "/dashboard/";

  private final SystemHealth system;

  PageModel(SystemHealth system) {
    this.system = system;
  }

  /** Sets the content policy and forbids caching. */
  @ModelAttribute
  void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Cache-Control", "no-store");
    response.addHeader("Vary", "Accept-Language, Cookie");
  }

  /**
   * The relative path from the current page to {@code /dashboard/}. All links of a page are
   * relative to it, so they work behind any proxy's path.
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

  /** The address of the current page, relative to the base, with its query parameters. */
  @ModelAttribute("here")
  String here(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? view(request) : view(request) + "?" + query;
  }

  /**
   * The band of the whole system. A refresh takes over a part of the page only, so a header says it
   * too.
   */
  @ModelAttribute("health")
  String health(HttpServletResponse response) {
    String band = system.band().word();
    response.setHeader("TDS-Health", band);
    return band;
  }

  /** The endpoint with the same content as JSON, relative to the base; null if there is none. */
  @ModelAttribute("json")
  @Nullable String json(HttpServletRequest request) {
    return JsonTwin.of(view(request), request).orElse(null);
  }

  private static String view(HttpServletRequest request) {
    String path = path(request);
    return path.length() > ROOT.length() ? path.substring(ROOT.length()) : "./";
  }

  /** The path as sent, still encoded. */
  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  /** The colours that the user chose, which the script keeps; null for those of the system. */
  @ModelAttribute("theme")
  @Nullable String theme(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, "tds-theme");
    return cookie != null && Set.of("light", "dark").contains(cookie.getValue())
        ? cookie.getValue()
        : null;
  }

  /** Writes phrases, numbers and times in the language of the page. */
  @ModelAttribute("format")
  Format format(Locale language) {
    return Format.of(language);
  }

  /** The language that the user chose; null for that of the browser. */
  @ModelAttribute("language")
  @Nullable String language(HttpServletRequest request) {
    return PageLanguage.chosen(request);
  }

  @ModelAttribute("user")
  String user() {
    return who().getName();
  }

  /** Whether the user may act, not only look. */
  @ModelAttribute("operator")
  boolean operator() {
    return who().getAuthorities().stream()
        .anyMatch(each -> "ROLE_OPERATOR".equals(each.getAuthority()));
  }

  /** The security filter chain lets only authenticated users in. */
  private static Authentication who() {
    return Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
  }
}
