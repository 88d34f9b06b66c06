package sale.tsh.tds.api.listener;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Compresses only what operators look at, which is long. The short answers to webhooks and checks
 * of health would cost more time than they save.
 *
 * <p>A request that another site's page has caused gets nothing compressed. Such a page can choose
 * a text that the answer repeats, and learn from the length of many compressed answers whether the
 * rest of the answer has that text too. The attack is called BREACH. A browser says in {@code
 * Sec-Fetch-Site} which page has caused a request.
 */
final class CompressionScope extends ValveBase {

  private static final List<String> OPERATORS_PATHS =
      List.of("/dashboard", "/docs", "/swagger-ui", "/openapi.json");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  CompressionScope() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (!isForOperators(request) || isCausedElsewhere(request)) {
      request.getCoyoteRequest().getMimeHeaders().removeHeader("Accept-Encoding");
    }
    getNext().invoke(request, response);
  }

  /** A request without a valid path comes here too, and has no decoded one. */
  private static boolean isForOperators(Request request) {
    @Nullable String path = request.getDecodedRequestURI();
    return path != null && OPERATORS_PATHS.stream().anyMatch(path::startsWith);
  }

  private static boolean isCausedElsewhere(Request request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !OWN_SITE.contains(site);
  }
}
