package sale.tsh.tds.delivery.record;

import static sale.tsh.tds.refusal.RefusalCause.UNREADABLE;

import java.util.regex.Pattern;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.refusal.RefusedException;
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
 * @param source the name of the text in a refusal, such as {@code the body} or {@code payload}
 */
public record JsonText(String source, String text) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Parts of the parser's messages that are for programmers and not for senders of JSON. */
  private static final Pattern PARSER_HINTS =
      Pattern.compile(" \\(for \\w+ starting at .*|: enable `.*", Pattern.DOTALL);

  public JsonText {
    text = withoutByteOrderMark(text);
  }

  /** Whether a text holds nothing but blanks. */
  public static boolean isBlank(String text) {
    return withoutByteOrderMark(text).isBlank();
  }

  /** Whether a text starts as a JSON object does. */
  public static boolean startsObject(String text) {
    return withoutByteOrderMark(text).stripLeading().startsWith("{");
  }

  /** The object. Refuses any other text. */
  public ObjectNode object() {
    JsonNode parsed = parse();
    if (parsed instanceof ObjectNode object) {
      return object;
    }
    throw new RefusedException(
        UNREADABLE,
        "Cannot read %s as a record: expected a JSON object, found %s"
            .formatted(source, JsonValues.describe(parsed)));
  }

  private JsonNode parse() {
    try {
      return Json.parse(text);
    } catch (JacksonException e) {
      throw new RefusedException(
          UNREADABLE, "Cannot read %s as JSON: %s%s".formatted(source, problem(e), place(e)));
    }
  }

  private static String problem(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    return switch (e) {
      case UnexpectedEndOfInputException end -> "it ends before it is complete";
      case MismatchedInputException trailing -> "it goes on after the first value";
      case StreamConstraintsException limit when message.contains("nesting") ->
          "it nests deeper than %d levels".formatted(Json.MAX_DEPTH);
      case StreamConstraintsException limit when message.contains("Token count") ->
          "it holds more than %d names, values and brackets".formatted(Json.MAX_TOKENS);
      case StreamConstraintsException limit ->
          "it holds a number, a name or a text that is too long";
      default -> PARSER_HINTS.matcher(message).replaceFirst("");
    };
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String withoutByteOrderMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
