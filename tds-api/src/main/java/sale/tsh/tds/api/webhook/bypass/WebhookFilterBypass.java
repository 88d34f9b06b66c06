package sale.tsh.tds.api.webhook.bypass;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.DispatcherServlet;
import sale.tsh.tds.api.security.SecurityConfiguration;

/**
 * Hands a webhook straight to Spring MVC. The filters behind this one serve operators and their
 * browsers. A webhook needs none of them, because intake checks its sender.
 */
public final class WebhookFilterBypass implements Filter {

  /** The headers that the bypassed filters would set for a browser that shows the answer. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Content-Security-Policy", SecurityConfiguration.NOTHING_FOREIGN);

  private final ObjectProvider<DispatcherServlet> mvc;

  /**
   * @param mvc asked at the first webhook, because filters are created before Spring MVC
   */
  public WebhookFilterBypass(ObjectProvider<DispatcherServlet> mvc) {
    this.mvc = mvc;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain bypassed)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest call
        && response instanceof HttpServletResponse answer
        && isWebhook(call)) {
      HEADERS.forEach(answer::setHeader);
      mvc.getObject().service(new SingleSlashes(call), answer);
    } else {
      bypassed.doFilter(request, response);
    }
  }

  /**
   * Whether the path as sent is a webhook's. A path such as {@code /dashboard/../webhooks} only
   * becomes one after cleaning, and Spring MVC could read it as an operator's.
   */
  private static boolean isWebhook(HttpServletRequest call) {
    String path = singleSlashes(call.getRequestURI()).substring(call.getContextPath().length());
    return path.equals("/webhooks") || path.startsWith("/webhooks/");
  }

  private static String singleSlashes(String uri) {
    return uri.startsWith("//") ? uri.replaceFirst("^/+", "/") : uri;
  }

  /** A call whose path begins with one slash, even if more were sent. */
  private static final class SingleSlashes extends HttpServletRequestWrapper {

    SingleSlashes(HttpServletRequest call) {
      super(call);
    }

    @Override
    public String getRequestURI() {
      return singleSlashes(super.getRequestURI());
    }
  }
}
