package sale.tsh.tds.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.CharArrayWriter;
import java.io.IOException;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * One log line a request, those that Tomcat itself refuses included. Never the query string, nor a
 * header that may hold a secret.
 */
@Component
class AccessLog implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

  private static final String USER = "tds.user";

  /** From where, as whom, what, with which result and size, how fast, which id. */
  private static final String PATTERN =
      "%a as %{" + USER + "}r: %m %U %s, %B bytes in %{ms}T ms, request %{X-Request-Id}i";

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    LoggingValve valve = new LoggingValve();
    valve.setPattern(PATTERN);
    // The address that TrustedProxies found.
    valve.setRequestAttributesEnabled(true);
    factory.addEngineValves(valve);
  }

  /**
   * A filter behind the authentication. The log itself sees the request without what Spring
   * Security wraps around it, and so would name nobody.
   */
  static void noteUser(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setAttribute(USER, ((HttpServletRequest) request).getRemoteUser());
    chain.doFilter(request, response);
  }

  private static final class LoggingValve extends AbstractAccessLogValve {
    @Override
    protected void log(CharArrayWriter message) {
      log.info("{}", message);
    }
  }
}
