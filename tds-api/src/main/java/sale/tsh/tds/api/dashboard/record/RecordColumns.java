package sale.tsh.tds.api.dashboard.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.kind.ColumnType;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.MirrorColumn;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The columns of a row of the mirror, in the order of the catalogue. Numbers keep the digits that
 * the database wrote.
 */
public final class RecordColumns {

  private static final JsonMapper JSON = new JsonMapper();

  /** The columns with times that each table has. */
  private static final Set<String> TIMES = Set.of("version_time", "deleted_at", "stale_since");

  private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.DECIMAL, ColumnType.PERCENT);

  private RecordColumns() {}

  /**
   * The columns that are not null, by name: the key, the kind's columns, and what the mirror adds.
   *
   * @param row a flat JSON object
   */
  public static Map<String, Cell> of(String kindName, String row) {
    Optional<Kind> kind = KindCatalogue.find(kindName);
    Map<String, String> texts = texts(row);
    Map<String, Cell> columns = new LinkedHashMap<>();
    Stream.of(
            kind.stream().flatMap(each -> each.primaryKey().stream()),
            kind.stream().flatMap(each -> each.columns().stream()).map(MirrorColumn::name),
            texts.keySet().stream())
        .flatMap(names -> names)
        .filter(texts::containsKey)
        .forEach(name ->
            columns.computeIfAbsent(
                name,
                each ->
                    cell(kind.flatMap(of -> of.column(each)), each, texts.getOrDefault(each, ""))));
    return columns;
  }

  private static Map<String, String> texts(String row) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(row)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value != JsonToken.VALUE_NULL) {
          texts.put(
              name,
              value.isScalarValue() ? parser.getString() : parser.readValueAsTree().toString());
        }
      }
    }
    return texts;
  }

  private static Cell cell(Optional<MirrorColumn> column, String name, String text) {
    ColumnType type = column.map(MirrorColumn::type).orElse(ColumnType.TEXT);
    if (type == ColumnType.TIME || TIMES.contains(name)) {
      return new Cell(text, time(text), false);
    }
    return NUMBERS.contains(type)
        ? new Cell(grouped(text), null, true)
        : new Cell(text, null, false);
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null; // PostgreSQL also has years that Java writes otherwise.
    }
  }

  /** Separates the thousands: {@code 12500.00} becomes {@code 12,500.00}. */
  private static String grouped(String number) {
    int point = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
    return number.substring(0, point).replaceAll("\\B(?=([0-9]{3})+$)", ",")
        + number.substring(point);
  }

  /**
   * A value of the row.
   *
   * @param time the same as a time, if it is one
   * @param number whether it is a number
   */
  public record Cell(String text, @Nullable Instant time, boolean number) {}
}
