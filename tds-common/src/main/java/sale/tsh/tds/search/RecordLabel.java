package sale.tsh.tds.search;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.MirrorColumn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a body says of the number and the name of its record, and of what finds it.
 *
 * @param texts a line each, the first of which is the record's id
 * @param phones telephone numbers, a line each
 */
public record RecordLabel(
    @Nullable String number, @Nullable String name, String texts, String phones) {

  private static final int LONGEST = 200;
  private static final int MOST_WORDS = 60;

  /** Reads the label of a record from its content. */
  public static RecordLabel of(Kind kind, String recordId, ObjectNode record) {
    NameColumns columns = NameColumns.of(kind);
    MirrorColumn number = columns.number();
    return new RecordLabel(
        number == null ? null : firstOf(List.of(number), record),
        firstOf(columns.names(), record),
        recordId + lines(columns.searched(), record),
        lines(columns.phones(), record).strip());
  }

  /** The words by which the record is found, separated by blanks. */
  public String words() {
    Set<String> words = new LinkedHashSet<>();
    texts.lines().forEach(line -> SearchWords.add(line, words));
    phones.lines().forEach(line -> SearchWords.addPhone(line, words));
    return words.stream().limit(MOST_WORDS).collect(Collectors.joining(" "));
  }

  /** Tells whether two labels say the same, but for a chance of one in billions. */
  long hash() {
    String whole = number + "\0" + name + "\0" + texts + "\0" + phones;
    return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }

  private static String lines(List<MirrorColumn> columns, ObjectNode record) {
    StringBuilder lines = new StringBuilder();
    for (MirrorColumn column : columns) {
      String text = text(column, record);
      if (!text.isEmpty()) {
        lines.append('\n').append(text);
      }
    }
    return lines.toString();
  }

  private static @Nullable String firstOf(List<MirrorColumn> columns, ObjectNode record) {
    for (MirrorColumn column : columns) {
      String text = text(column, record);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /**
   * The first member of the column that says something, empty if none does. The intake reads ten
   * columns of each delivery, and plain loops take half the time of streams here.
   */
  private static String text(MirrorColumn column, ObjectNode record) {
    for (String key : column.keys()) {
      JsonNode value = record.get(key);
      if (value != null && (value.isString() || value.isNumber()) && !value.asString().isBlank()) {
        String text = value.asString().strip();
        return Json.forPostgres(text.substring(0, Math.min(text.length(), LONGEST)));
      }
    }
    return "";
  }
}
