package sale.tsh.tds.api.http;

import java.io.CharArrayWriter;
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

  /** Who, through which proxy, as whom, what, with which result and size, how fast, which id. */
  private static final String PATTERN =
      "%a for %{X-Forwarded-For}i as %u: %m %U %s, %B bytes in %{ms}T ms, request %{X-Request-Id}i";

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    LoggingValve valve = new LoggingValve();
    valve.setPattern(PATTERN);
    factory.addEngineValves(valve);
  }

  private static final class LoggingValve extends AbstractAccessLogValve {
    @Override
    protected void log(CharArrayWriter message) {
      log.info("{}", message);
    }
  }
}
