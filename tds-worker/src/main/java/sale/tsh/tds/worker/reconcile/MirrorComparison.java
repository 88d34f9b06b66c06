package sale.tsh.tds.worker.reconcile;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.digest.Digests;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.ColumnType;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.MirrorColumn;
import sale.tsh.tds.worker.zoho.ListRow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares rows of a list with the mirror, in one statement a page. A version decides first. At the
 * same version numbers and status decide, because balances and stock change without a new time.
 */
final class MirrorComparison {

  private final JdbcClient jdbc;

  MirrorComparison(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What each row is to the mirror, by id. A row without a time is told as such if others have one.
   *
   * @param asked the arrival that was drawn before Zoho was asked. A deletion that came in before
   *     is wrong, since Zoho has the record. With 0 only a later time tells so.
   */
  Map<String, Comparison> compare(Kind kind, List<ListRow> rows, long asked) {
    Map<String, Comparison> compared = new HashMap<>();
    jdbc.sql(statement(kind))
        .param("asked", asked)
        .param("ids", array(rows, ListRow::id))
        .param("timed", rows.stream().anyMatch(row -> row.modified().isPresent()))
        .param("modified", array(rows, row -> row.modified().map(Object::toString).orElse(null)))
        .param("rows", array(rows, row -> Json.forPostgres(row.json())))
        .query(row -> {
          compared.put(
              row.getString(1), Comparison.valueOf(row.getString(2).toUpperCase(Locale.ROOT)));
        });
    return compared;
  }

  /**
   * A hash of what is compared. As long as it is the same, a row that differs for good, such as one
   * with a rounded total, is fetched only once.
   */
  static String hash(Kind kind, ListRow row) {
    ObjectNode compared = JsonNodeFactory.instance.objectNode();
    comparable(kind)
        .forEach(column -> {
          JsonNode value = row.json().get(column.name());
          if (value != null) {
            compared.set(column.name(), value);
          }
        });
    String text =
        row.modified().map(Object::toString).orElse("")
            + (kind.rowIsRecord() ? Json.canonical(row.json()) : Json.canonical(compared));
    return HexFormat.of().formatHex(Digests.sha256(text)).substring(0, 32);
  }

  private static List<MirrorColumn> comparable(Kind kind) {
    return kind.columns().stream()
        .filter(column -> column.keys().contains(column.name()) && !column.nested())
        .filter(column ->
            column.type() == ColumnType.DECIMAL
                || column.type() == ColumnType.STATUS
                || column.name().equals("status"))
        .toList();
  }

  private static String statement(Kind kind) {
    return """
    select l.id,
           case
             when m.version_time is null then 'missing'
             when m.deleted_at is not null
             then case
                    when l.modified > m.version_time then 'missing'
                    when m.version_arrival < :asked then 'deleted'
                    else 'same' end
             when m.record is null then 'missing'
             when m.stale_since is not null then 'stale'
             when l.modified > m.last_modified_time or (l.modified is not null and m.last_modified_time is null)
             then 'outdated'
             when l.modified < m.last_modified_time then 'same'
             when l.modified is null and m.last_modified_time is not null and :timed then 'untimed'
             when %3$s then 'different'
             else 'same'
           end
      from unnest(:ids, :modified::timestamptz[], :rows::jsonb[]) as l (id, modified, row)
      left join zoho.%1$s m on %2$s
    """
        .formatted(kind.table(), kind.isRecord("m", "l.id"), differs(kind));
  }

  /** A member that the row or the mirror lacks says nothing. */
  private static String differs(Kind kind) {
    if (kind.rowIsRecord()) {
      return "m.record || l.row <> m.record";
    }
    List<MirrorColumn> columns = comparable(kind);
    return columns.isEmpty()
        ? "false"
        : columns.stream()
            .map(column ->
                column.type() == ColumnType.DECIMAL
                    ? """
                    coalesce(case when jsonb_typeof(l.row -> '%1$s') = 'number'
                                  then (l.row -> '%1$s')::numeric <> m.%1$s end, false)
                    """
                        .formatted(column.name())
                    : "coalesce(l.row ->> '%1$s' <> m.%1$s, false)".formatted(column.name()))
            .collect(Collectors.joining(" or "));
  }
}
