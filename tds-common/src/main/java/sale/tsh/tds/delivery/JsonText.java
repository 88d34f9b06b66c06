package sale.tsh.tds.delivery;

import static sale.tsh.tds.delivery.RefusalCause.UNREADABLE;

import java.util.regex.Pattern;
import sale.tsh.tds.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text that should be a JSON object.
 *
 * @param source what a refusal calls it: {@code the body}, {@code payload}
 */
record JsonText(String source, String text) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What the parser says for those who program it, not for those who send JSON. */
  private static final Pattern PARSER_TALK =
      Pattern.compile(" \\(for \\w+ starting at .*|: enable `.*", Pattern.DOTALL);

  JsonText {
    text = withoutMark(text);
  }

  /** Whether a text holds nothing but blanks. */
  static boolean isBlank(String text) {
    return withoutMark(text).isBlank();
  }

  /** Whether a text starts as a JSON object does. */
  static boolean startsObject(String text) {
    return withoutMark(text).stripLeading().startsWith("{");
  }

  /** The object; refuses anything else. */
  ObjectNode object() {
    JsonNode parsed = parse();
    if (parsed instanceof ObjectNode object) {
      return object;
    }
    throw new Refusal(
        UNREADABLE,
        "Cannot read %s as a record: expected a JSON object, found %s"
            .formatted(source, Values.describe(parsed)));
  }

  private JsonNode parse() {
    try {
      return Json.parse(text);
    } catch (JacksonException e) {
      throw new Refusal(
          UNREADABLE, "Cannot read %s as JSON: %s%s".formatted(source, problem(e), place(e)));
    }
  }

  private static String problem(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    return switch (e) {
      case UnexpectedEndOfInputException end -> "it ends before it is complete";
      case MismatchedInputException trailing -> "it goes on after the first value";
      case StreamConstraintsException limit ->
          message.contains("nesting")
              ? "it nests deeper than %d levels".formatted(Json.MAX_DEPTH)
              : "it holds a number, a name or a text that is too long";
      default -> PARSER_TALK.matcher(message).replaceFirst("");
    };
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
