package sale.tsh.tds.worker.mirror;

import sale.tsh.tds.json.Json;
import sale.tsh.tds.refusal.Excerpt;
import tools.jackson.databind.JsonNode;

/**
 * A value is present and cannot be read. The message names the field, the value and what was
 * expected.
 */
public final class UnreadableValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  UnreadableValueException(String message) {
    super(message);
  }

  static UnreadableValueException of(String field, JsonNode value, String expected) {
    String shown = Excerpt.of(value.toString(), SHOWN);
    return new UnreadableValueException(
        Json.forPostgres("%s: %s is not %s".formatted(field, shown, expected)));
  }
}
