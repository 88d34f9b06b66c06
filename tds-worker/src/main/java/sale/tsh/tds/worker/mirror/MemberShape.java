package sale.tsh.tds.worker.mirror;

import java.util.regex.Pattern;
import sale.tsh.tds.json.ZohoTime;
import tools.jackson.databind.JsonNode;

/** Says in words what a value looks like, and nothing of the value. */
final class MemberShape {

  /** The shape of a value that says nothing. */
  static final String EMPTY = "empty";

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+\\.\\d+");

  private MemberShape() {}

  static String of(JsonNode value) {
    if (value.isArray()) {
      return value.isEmpty() ? EMPTY : value.get(0).isObject() ? "list of objects" : "list";
    }
    if (value.isObject()) {
      return "object";
    }
    if (value.isBoolean()) {
      return "true or false";
    }
    if (value.isNumber()) {
      return "number";
    }
    return value.isString() ? ofText(value.stringValue().strip()) : EMPTY;
  }

  private static String ofText(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (DATE.matcher(text).matches()) {
      return "date";
    }
    if (ZohoTime.parse(text).isPresent()) {
      return "time";
    }
    if (NUMBER.matcher(text).matches()) {
      return "number as text";
    }
    return DIGITS.matcher(text).matches() ? "digits" : "text";
  }
}
