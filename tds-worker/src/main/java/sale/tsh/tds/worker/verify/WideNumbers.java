package sale.tsh.tds.worker.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.kind.ColumnType;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.MirrorColumn;
import sale.tsh.tds.persistence.JsonSize;

/**
 * Finds and repairs numbers of records and columns that have more digits than anybody wrote. {@code
 * 1e-9999} takes six bytes, but PostgreSQL writes it in ten thousand, so a record with many of them
 * can neither be read nor dumped. New records keep such numbers as text.
 */
final class WideNumbers {

  /** A recursive function of the session, since PostgreSQL has none. */
  private static final String REPAIRED =
      """
      create or replace function pg_temp.mended(given jsonb) returns jsonb language plpgsql as $$
      begin
        return case jsonb_typeof(given)
          when 'object' then
            (select coalesce(jsonb_object_agg(key, pg_temp.mended(value)), '{}') from jsonb_each(given))
          when 'array' then
            (select coalesce(jsonb_agg(pg_temp.mended(value) order by place), '[]')
               from jsonb_array_elements(given) with ordinality as elements (value, place))
          when 'number' then
            case when %s
                 then to_jsonb(ltrim(to_char(given::numeric, '9.99999999999999EEEE')))
                 else given end
          else given end;
      end $$
      """
          .formatted(JsonSize.isWide("given"));

  private WideNumbers() {}

  /** For each table the rows that hold such a number, by table and key, as {@code name}. */
  static List<String> queries() {
    return tables()
        .map(table ->
            "select '%1$s ' || %2$s as name from %1$s where %3$s"
                .formatted(table.name(), table.key(), table.holdsOne()))
        .toList();
  }

  /**
   * Turns the numbers of records into text, empties the columns that hold such a number, and
   * returns the number of rows per table.
   */
  static Map<String, Integer> repair(JdbcClient jdbc) {
    jdbc.sql(REPAIRED).update();
    Map<String, Integer> repaired = new LinkedHashMap<>();
    tables()
        .forEach(table -> {
          int rows =
              jdbc.sql(
                      "update %s set %s where %s"
                          .formatted(table.name(), table.assignments(), table.holdsOne()))
                  .update();
          if (rows > 0) {
            repaired.put(table.name(), rows);
          }
        });
    return repaired;
  }

  private static Stream<NumberTable> tables() {
    return Stream.concat(
        KindCatalogue.kinds().stream().flatMap(WideNumbers::tables),
        Stream.of(
            new NumberTable(
                "zoho.other_records",
                "entity_type || ' ' || entity_id",
                columns("record", List.of())),
            new NumberTable("tds_dead_letter_queue", "id", columns("payload", List.of()))));
  }

  private static Stream<NumberTable> tables(Kind kind) {
    return Stream.concat(
        Stream.of(
            new NumberTable("zoho." + kind.table(), kind.key(), columns("record", kind.columns()))),
        kind.lineTable().stream()
            .map(lines ->
                new NumberTable(
                    "zoho." + lines.table(),
                    kind.key() + " || ' ' || position",
                    numbers(lines.columns()).toList())));
  }

  private static List<NumberColumn> columns(String json, List<MirrorColumn> others) {
    return Stream.concat(Stream.of(NumberColumn.ofJson(json)), numbers(others)).toList();
  }

  private static Stream<NumberColumn> numbers(List<MirrorColumn> columns) {
    return columns.stream()
        .filter(column -> column.type().sql().equals(ColumnType.DECIMAL.sql()))
        .map(column -> NumberColumn.ofNumber(column.name()));
  }

  /** A table with columns that may hold such numbers. The key is in SQL. */
  private record NumberTable(String name, String key, List<NumberColumn> columns) {

    String holdsOne() {
      return columns.stream().map(NumberColumn::holdsOne).collect(Collectors.joining("\n or "));
    }

    String assignments() {
      return columns.stream()
          .map(column -> column.name() + " = " + column.mended())
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * A column that may hold such numbers.
   *
   * @param holdsOne whether it does, in SQL
   * @param mended the value without them, in SQL
   */
  private record NumberColumn(String name, String holdsOne, String mended) {

    static NumberColumn ofJson(String name) {
      return new NumberColumn(
          name,
          "exists (select from %s)".formatted(JsonSize.wideNumbers(name)),
          "pg_temp.mended(%s)".formatted(name));
    }

    /** The record keeps the number as text, and no text of so many digits is read into a column. */
    static NumberColumn ofNumber(String name) {
      return new NumberColumn(
          name,
          JsonSize.isWide(name),
          "case when not %s then %s end".formatted(JsonSize.isWide(name), name));
    }
  }
}
