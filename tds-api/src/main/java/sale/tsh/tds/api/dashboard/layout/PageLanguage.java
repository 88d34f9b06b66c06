package sale.tsh.tds.api.dashboard.layout;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language of a page: what the user chose, else what the browser prefers, else English. Answers
 * in JSON are in English always.
 */
@Component("localeResolver")
class PageLanguage extends AcceptHeaderLocaleResolver {

  private static final String COOKIE = "tds-language";
  private static final String OVERVIEW = "/dashboard/";
  private static final String VIEWS = "/dashboard/view/";

  PageLanguage() {
    setSupportedLocales(Format.LANGUAGES);
    setDefaultLocale(Locale.ENGLISH);
  }

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    if (!isPage(request)) {
      return Locale.ENGLISH;
    }
    return Optional.ofNullable(chosen(request))
        .map(Locale::of)
        .orElseGet(() -> super.resolveLocale(request));
  }

  /** The language that the user chose, which the script keeps; null for that of the browser. */
  static @Nullable String chosen(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return cookie != null && Format.LANGUAGES.contains(Locale.of(cookie.getValue()))
        ? cookie.getValue()
        : null;
  }

  private static boolean isPage(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.equals(OVERVIEW) || path.startsWith(VIEWS);
  }
}
