package sale.tsh.tds.delivery;

import tools.jackson.databind.JsonNode;

/** What can be said of a JSON value without repeating it. */
final class Values {

  private Values() {}

  /** Whether a value says nothing: {@code null}, {@code ""}, blanks or {@code {}}. */
  static boolean isBlank(JsonNode value) {
    return value.isNull()
        || (value.isString() && JsonText.isBlank(value.stringValue()))
        || (value.isObject() && value.isEmpty());
  }

  /** What a refusal calls a value it met: {@code an object}, {@code blank text}. */
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
