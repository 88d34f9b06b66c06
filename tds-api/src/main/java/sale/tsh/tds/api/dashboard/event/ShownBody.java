package sale.tsh.tds.api.dashboard.event;

import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A delivery's body as the page shows it.
 *
 * @param pretty the same JSON, a line for each member; null if the body is no JSON, long or deep
 * @param received the beginning of the body as it was received
 * @param whole whether that is all of it
 */
record ShownBody(@Nullable String pretty, String received, boolean whole) {

  /** The most characters that the page shows. */
  static final int MOST = 100_000;

  /** Records from Zoho nest ten levels at most. Each level indents a line by two blanks. */
  private static final int DEEPEST = 20;

  static ShownBody of(String body) {
    return body.length() > MOST
        ? new ShownBody(null, body.substring(0, MOST), false)
        : new ShownBody(prettyOf(body), body, true);
  }

  private static @Nullable String prettyOf(String body) {
    try {
      JsonNode parsed = Json.parse(body);
      return parsed.isContainer() && depth(parsed) <= DEEPEST ? Json.pretty(parsed) : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static int depth(JsonNode node) {
    return 1 + node.valueStream().mapToInt(ShownBody::depth).max().orElse(0);
  }
}
