package sale.tsh.tds.delivery.record;

import tools.jackson.databind.JsonNode;

/** Describes JSON values without repeating their content. */
final class JsonValues {

  private JsonValues() {}

  /** Whether a value is {@code null}, {@code ""}, only blanks or {@code {}}. */
  static boolean isBlank(JsonNode value) {
    return value.isNull()
        || (value.isString() && JsonText.isBlank(value.stringValue()))
        || (value.isObject() && value.isEmpty());
  }

  /** The name of a value in a refusal, such as {@code an object} or {@code blank text}. */
  static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case NUMBER -> value.isIntegralNumber() ? "a whole number" : "a number with a fraction";
      case STRING -> value.stringValue().isBlank() ? "blank text" : "text";
      default -> "nothing";
    };
  }
}
