package sale.tsh.tds.worker.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.KindCatalogue;

/**
 * Finds and repairs numbers in {@code jsonb} that stand for more digits than anybody wrote. {@code
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
          .formatted(isWide("given"));

  private WideNumbers() {}

  /** The records and dead letters that hold such a number, by kind and id, as {@code name}. */
  static String query() {
    return tables().entrySet().stream()
        .map(table ->
            "select '%1$s ' || %2$s as name from %1$s where %3$s\n"
                .formatted(table.getKey(), table.getValue().key(), table.getValue().holdsOne()))
        .collect(Collectors.joining("union all\n"));
  }

  /** Turns the numbers into text and returns the number of rows per table. */
  static Map<String, Integer> repair(JdbcClient jdbc) {
    jdbc.sql(REPAIRED).update();
    Map<String, Integer> repaired = new LinkedHashMap<>();
    tables()
        .forEach((table, column) -> {
          int rows =
              jdbc.sql(
                      "update %1$s set %2$s = pg_temp.mended(%2$s) where %3$s"
                          .formatted(table, column.name(), column.holdsOne()))
                  .update();
          if (rows > 0) {
            repaired.put(table, rows);
          }
        });
    return repaired;
  }

  private static Map<String, JsonColumn> tables() {
    return Stream.concat(
            KindCatalogue.kinds().stream()
                .map(kind ->
                    Map.entry("zoho." + kind.table(), new JsonColumn(kind.key(), "record"))),
            Stream.of(
                Map.entry(
                    "zoho.other_records",
                    new JsonColumn("entity_type || ' ' || entity_id", "record")),
                Map.entry("tds_dead_letter_queue", new JsonColumn("id", "payload"))))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  private static String isWide(String value) {
    return "(scale(%1$s::numeric) > %2$d or abs(%1$s::numeric) >= 1e%2$d)"
        .formatted(value, Json.MAX_DIGITS);
  }

  /** A column of {@code jsonb}, and the key of its table, in SQL. */
  private record JsonColumn(String key, String name) {

    String holdsOne() {
      return """
      exists (select from jsonb_path_query(%s, 'strict $.** ? (@.type() == "number")') as numbers (value) where %s)\
      """
          .formatted(name, isWide("numbers.value"));
    }
  }
}
