package sale.tsh.tds.api.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Counts webhook calls that were answered before they reached intake. Examples are a path that
 * Tomcat refuses, or a call from a page of another site. Nothing is stored of such a call, so it
 * leaves its trace only in this count and the access log.
 */
final class UnreachedCalls extends ValveBase implements AccessLog {

  /** The attribute of a request that reached intake. */
  static final String REACHED = "tds.webhook.reached";

  private final Counter unreached;

  UnreachedCalls(MeterRegistry meters) {
    super(true);
    unreached =
        Counter.builder("tds.webhook.unreached")
            .description("Calls of webhooks that were answered before intake had them")
            .register(meters);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
  }

  @Override
  public void log(Request request, Response response, long time) {
    if (request.getAttribute(REACHED) != null) {
      return;
    }
    if (isWebhook(request.getRequestURI()) || isWebhook(request.getDecodedRequestURI())) {
      unreached.increment();
    }
  }

  /** The path as sent may be no path, and then there is no decoded one. */
  private static boolean isWebhook(@Nullable String path) {
    return path != null && path.contains("/webhooks");
  }

  @Override
  public void setRequestAttributesEnabled(boolean enabled) {
    // Nothing here reads an address.
  }

  @Override
  public boolean getRequestAttributesEnabled() {
    return false;
  }
}
