package sale.tsh.tds.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An id as Zoho writes it: text, or a whole number with every digit kept.
 *
 * @param member the member it stood under
 */
record RecordId(String text, String member) {

  private static final int LONGEST = 100;

  /** What the inbox keeps in place of a NUL: no id either, so that both readings agree. */
  private static final int REPLACEMENT = '\uFFFD';

  /** The id under a member; empty if what is there is none. */
  static Optional<RecordId> in(ObjectNode members, String member) {
    return Optional.ofNullable(members.get(member))
        .map(RecordId::written)
        .filter(RecordId::isId)
        .map(text -> new RecordId(text, member));
  }

  /** Why a value is no id. */
  static String fault(JsonNode value) {
    String written = written(value);
    if (written == null || written.isEmpty()) {
      return Values.describe(value);
    }
    return written.length() > LONGEST
        ? "%d characters, more than %d,".formatted(written.length(), LONGEST)
        : "text with control or replacement characters";
  }

  private static @Nullable String written(JsonNode value) {
    return value.isString() ? value.stringValue().strip() : Json.wholeDigits(value);
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.codePoints().allMatch(each -> each != REPLACEMENT && Excerpt.isHarmless(each));
  }
}
