package sale.tsh.tds.api.listener;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.CharArrayWriter;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Writes one log line per request, also for requests that Tomcat itself refuses. A line never holds
 * the query string or a header that may contain a secret.
 */
@Component
public class AccessLog implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

  private static final String USER = "tds.user";
  private static final String OUTCOME = "tds.outcome";

  /**
   * Address, user, method and path, status, size, duration, the id of the request and its outcome.
   */
  private static final String PATTERN =
      "%a as %{"
          + USER
          + "}r: %m %U %s, %B bytes in %{ms}T ms, request %{X-Request-Id}i%{"
          + OUTCOME
          + "}r";

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    LoggingValve valve = new LoggingValve();
    valve.setPattern(PATTERN);
    factory.addEngineValves(valve);
  }

  /**
   * A filter behind the authentication, which notes the user for the log line. The log itself sees
   * the request without Spring Security's wrapper and would find no user.
   */
  public static void noteUser(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setAttribute(USER, ((HttpServletRequest) request).getRemoteUser());
    chain.doFilter(request, response);
  }

  /**
   * Has the log line end with what became of the request, such as the event of a webhook. So an
   * operator finds both in one line, and no second line is written for each webhook.
   */
  public static void noteOutcome(ServletRequest request, String outcome) {
    request.setAttribute(OUTCOME, ": " + outcome);
  }

  private static final class LoggingValve extends AbstractAccessLogValve {

    /** Most requests have no outcome. Nothing stands for it, where Tomcat would write a dash. */
    @Override
    protected AccessLogElement createAccessLogElement(String name, char pattern) {
      return name.equals(OUTCOME)
          ? new NotedOutcome()
          : super.createAccessLogElement(name, pattern);
    }

    @Override
    protected void log(CharArrayWriter message) {
      log.info("{}", message);
    }

    private static final class NotedOutcome implements AccessLogElement {
      @Override
      public void addElement(CharArrayWriter line, Request request, Response response, long nanos) {
        if (request.getAttribute(OUTCOME) instanceof String outcome) {
          line.append(outcome);
        }
      }
    }
  }
}
