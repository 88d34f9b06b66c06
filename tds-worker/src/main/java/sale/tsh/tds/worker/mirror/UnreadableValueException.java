package sale.tsh.tds.worker.mirror;

import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A value is present and cannot be read; the message names the field, the value and what was
 * expected.
 */
public final class UnreadableValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  UnreadableValueException(String message) {
    super(message);
  }

  static UnreadableValueException of(String field, JsonNode value, String expected) {
    String shown = value.toString();
    if (shown.length() > SHOWN) {
      shown = shown.substring(0, SHOWN) + "…";
    }
    return new UnreadableValueException(
        Json.forPostgres("%s: %s is not %s".formatted(field, shown, expected)));
  }
}
