package sale.tsh.tds.delivery.record;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The id of a record, which Zoho writes as text or as a whole number. Every digit is kept.
 *
 * @param member the member that held the id
 */
public record RecordId(String text, String member) {

  /** The most characters of an id. Those of Zoho have 19. */
  public static final int LONGEST = 100;

  /** The id in a member. Empty if the value is no id. */
  static Optional<RecordId> in(ObjectNode members, String member) {
    return Optional.ofNullable(members.get(member))
        .map(RecordId::written)
        .filter(RecordId::isId)
        .map(text -> new RecordId(text, member));
  }

  /** Says why a value is no id. */
  static String fault(JsonNode value) {
    String written = written(value);
    if (written == null || written.isEmpty()) {
      return JsonValues.describe(value);
    }
    return written.length() > LONGEST
        ? "%d characters, more than %d,".formatted(written.length(), LONGEST)
        : "text with control, invisible or replacement characters";
  }

  private static @Nullable String written(JsonNode value) {
    return value.isString()
        ? VisibleCharacters.strip(value.stringValue())
        : Json.wholeDigits(value);
  }

  private static boolean isId(String text) {
    return !text.isEmpty() && text.length() <= LONGEST && VisibleCharacters.isPlain(text);
  }
}
