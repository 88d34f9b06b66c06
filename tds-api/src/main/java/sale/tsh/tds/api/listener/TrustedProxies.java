package sale.tsh.tds.api.listener;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Reads {@code X-Forwarded-*} only from a trusted proxy. The caller is the last address in the list
 * that is not a trusted proxy. Addresses before it are only what that caller claims.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final ApiSettings settings;

  TrustedProxies(ApiSettings settings) {
    this.settings = settings;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addEngineValves(new Forwarding(settings.trustedProxies()));
  }

  /** Finds the caller, and removes the headers that Spring must not trust. */
  private static final class Forwarding extends ValveBase {

    private static final String CALLERS = "x-forwarded-for";

    private final List<AddressRange> proxies;

    Forwarding(List<AddressRange> proxies) {
      super(true);
      this.proxies = proxies;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
      boolean trusted = isTrusted(request.getRemoteAddr());
      if (trusted) {
        caller(ForwardedClaims.listed(values(headers, CALLERS))).ifPresent(request::setRemoteAddr);
      }
      for (String name : Collections.list(headers.names())) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (isForwarded(lower)
            && !(trusted && ForwardedClaims.isSound(lower, values(headers, name)))) {
          headers.removeHeader(name);
        }
      }
      getNext().invoke(request, response);
    }

    /** The caller, read from the end. A value that is not an address ends the search. */
    private Optional<String> caller(List<String> chain) {
      @Nullable String caller = null;
      for (String each : chain.reversed()) {
        Optional<String> address = ForwardedClaims.address(each);
        if (address.isEmpty()) {
          break;
        }
        caller = address.get();
        if (!isTrusted(caller)) {
          break;
        }
      }
      return Optional.ofNullable(caller);
    }

    private boolean isTrusted(String address) {
      return ForwardedClaims.literal(address)
          .filter(caller -> proxies.stream().anyMatch(proxy -> proxy.contains(caller)))
          .isPresent();
    }

    private static List<String> values(MimeHeaders headers, String name) {
      return Collections.list(headers.values(name));
    }

    private static boolean isForwarded(String lower) {
      return lower.equals("forwarded") || lower.startsWith("x-forwarded-");
    }
  }
}
