package sale.tsh.tds.api.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.Globals;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * What {@code X-Forwarded-*} says counts only from a trusted proxy, and of the callers it names
 * only the last one that is not such a proxy itself: the others are what that one claims.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final ApiSettings settings;

  TrustedProxies(ApiSettings settings) {
    this.settings = settings;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    RemoteIpValve forwarded = new RemoteIpValve();
    forwarded.setInternalProxies(
        settings.trustedProxies().stream()
            .map(proxy -> Pattern.quote(proxy.getHostAddress()))
            .collect(Collectors.joining("|")));
    factory.addEngineValves(forwarded, new ClaimsRemoved());
  }

  /** Leaves Spring, which trusts whatever it finds, only what it may trust. */
  private static final class ClaimsRemoved extends ValveBase {

    ClaimsRemoved() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      boolean trusted = request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) != null;
      MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
      List<String> names = Collections.list(headers.names());
      names.stream()
          .filter(name -> trusted ? isOfTheCaller(name) : isForwarded(name))
          .forEach(headers::removeHeader);
      getNext().invoke(request, response);
    }

    /** What {@link RemoteIpValve} has settled; it does not read {@code Forwarded}. */
    private static boolean isOfTheCaller(String name) {
      return name.equalsIgnoreCase("x-forwarded-for") || name.equalsIgnoreCase("forwarded");
    }

    private static boolean isForwarded(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.equals("forwarded") || lower.startsWith("x-forwarded-");
    }
  }
}
