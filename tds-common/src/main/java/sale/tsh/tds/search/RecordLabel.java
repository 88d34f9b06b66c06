package sale.tsh.tds.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.MirrorColumn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a body says of the number and the name of its record, and the words by which the record is
 * found.
 *
 * @param words separated by blanks
 */
public record RecordLabel(@Nullable String number, @Nullable String name, String words) {

  private static final int LONGEST = 200;
  private static final int MOST_WORDS = 60;

  /** Reads the label of a record from its content. */
  public static RecordLabel of(Kind kind, String recordId, ObjectNode record) {
    NameColumns columns = NameColumns.of(kind);
    Set<String> words = new LinkedHashSet<>();
    SearchWords.add(recordId, words);
    columns
        .searched()
        .forEach(column -> text(column, record).ifPresent(text -> SearchWords.add(text, words)));
    columns
        .phones()
        .forEach(
            column -> text(column, record).ifPresent(text -> SearchWords.addPhone(text, words)));
    return new RecordLabel(
        columns.numberColumn().flatMap(column -> text(column, record)).orElse(null),
        firstOf(columns.names(), record).orElse(null),
        words.stream().limit(MOST_WORDS).collect(Collectors.joining(" ")));
  }

  /** Tells whether two labels say the same, but for a chance of one in billions. */
  public long hash() {
    return (long) Objects.hash(number, name) << Integer.SIZE ^ words.hashCode();
  }

  private static Optional<String> firstOf(List<MirrorColumn> columns, ObjectNode record) {
    return columns.stream().flatMap(column -> text(column, record).stream()).findFirst();
  }

  /** The first member of the column that says something. */
  private static Optional<String> text(MirrorColumn column, ObjectNode record) {
    return column.keys().stream()
        .flatMap(key -> Stream.ofNullable(record.get(key)))
        .filter(value -> value.isString() || value.isNumber())
        .map(JsonNode::asString)
        .filter(text -> !text.isBlank())
        .map(text ->
            Json.forPostgres(text.strip().substring(0, Math.min(text.strip().length(), LONGEST))))
        .findFirst();
  }
}
