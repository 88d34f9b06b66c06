package sale.tsh.tds.api.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Takes a webhook straight to Spring MVC. The filters that would follow are for operators and their
 * browsers, and took a seventh of the processor time of a webhook, which proves its sender itself.
 */
public final class WebhookShortcut implements Filter {

  /** What those filters tell a browser that shows an answer. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Content-Security-Policy", SecurityConfiguration.NOTHING_FOREIGN);

  private final ObjectProvider<DispatcherServlet> mvc;

  /**
   * @param mvc asked at the first webhook: filters are made before it
   */
  public WebhookShortcut(ObjectProvider<DispatcherServlet> mvc) {
    this.mvc = mvc;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain others)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest call
        && response instanceof HttpServletResponse answer
        && isPlain(call)) {
      HEADERS.forEach(answer::setHeader);
      mvc.getObject().service(call, answer);
    } else {
      others.doFilter(request, response);
    }
  }

  /**
   * Whether the path as it was sent is a webhook's, and not one that only comes out as one, which
   * Spring MVC could take for an operator's: {@code /dashboard/../webhooks}.
   */
  private static boolean isPlain(HttpServletRequest call) {
    return call.getRequestURI().startsWith(call.getContextPath() + "/webhooks/");
  }
}
