package sale.tsh.tds.api.dashboard.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.web.util.UriComponentsBuilder;

/** Finds the endpoint that answers the question of a view in JSON. */
final class JsonTwin {

  /** The endpoints of the views that have the same parameters. */
  private static final Map<String, String> SAME =
      Map.of(
          "./", "metrics",
          "view/dead-letter", "dead-letter/groups",
          "view/bulk", "bulk",
          "view/refused", "refused",
          "view/trends", "trends",
          "view/reconciliation", "reconciliation",
          "view/audit", "audit",
          "view/search", "search");

  private static final Pattern DETAILS = Pattern.compile("view/((?:events|bulk)/[^/]+)");
  private static final Pattern RECORD = Pattern.compile("view/(records/[^/]+)");
  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_-]+");

  /** The list of events has its parameters from the operations guide. */
  private static final Map<String, String> OF_EVENTS =
      new TreeMap<>(
          Map.of(
              "status", "status_filter",
              "kind", "event_type",
              "record", "entity_id",
              "error", "error",
              "before", "before"));

  private JsonTwin() {}

  /**
   * The endpoint's address, relative to {@code /dashboard/}. Empty if a view has none.
   *
   * @param view the view's address without its query, relative to {@code /dashboard/}
   */
  static Optional<String> of(String view, HttpServletRequest request) {
    String query = request.getQueryString();
    if (SAME.containsKey(view) && (query != null || !view.equals("view/search"))) {
      return Optional.of(SAME.get(view) + (query == null ? "" : "?" + query));
    }
    if (view.equals("view/events")) {
      return Optional.of(events(request));
    }
    var details = DETAILS.matcher(view);
    if (details.matches()) {
      return Optional.of(details.group(1));
    }
    var record = RECORD.matcher(view);
    return record.matches()
        ? Optional.ofNullable(request.getParameter("id"))
            .filter(id -> PLAIN_ID.matcher(id).matches())
            .map(id -> record.group(1) + "/" + id)
        : Optional.empty();
  }

  private static String events(HttpServletRequest request) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("recent-events");
    Map<String, String> values = new LinkedHashMap<>();
    OF_EVENTS.forEach((parameter, name) -> {
      String value = request.getParameter(parameter);
      if (value != null && !value.isBlank()) {
        address.queryParam(name, "{" + name + "}");
        values.put(name, value.strip());
      }
    });
    return address.encode().buildAndExpand(values).toUriString();
  }
}
