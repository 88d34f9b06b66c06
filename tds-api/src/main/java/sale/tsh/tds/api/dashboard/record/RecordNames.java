package sale.tsh.tds.api.dashboard.record;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static sale.tsh.tds.persistence.SqlArrays.array;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.MirrorColumn;
import sale.tsh.tds.search.NameColumns;

/**
 * Reads the numbers and names of records: those of the mirror, or what a delivery said if no event
 * of the record was applied yet. Call it in a transaction.
 */
@Component
public class RecordNames {

  /** The labels that are looked through. In a burst of webhooks there may be more. */
  private static final int MOST_NEW = 10_000;

  private final JdbcClient jdbc;

  RecordNames(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The key of a record: kind and id, such as {@code contact 4815000000044208}. */
  public static String key(String eventType, String entityId) {
    return keyOf(eventType.substring(0, Math.max(0, eventType.lastIndexOf('.'))), entityId);
  }

  /** The same key from the kind's name. */
  public static String keyOf(String kind, String entityId) {
    return kind + " " + entityId;
  }

  /** Returns names by {@link #key} for the records that have one, with one query a kind. */
  public Map<String, RecordName> of(Collection<String> keys) {
    Map<String, Set<String>> idsOfKinds =
        keys.stream()
            .map(key -> key.split(" ", 2))
            .collect(groupingBy(key -> key[0], mapping(key -> key[1], toSet())));
    Map<String, RecordName> names = new HashMap<>();
    idsOfKinds.forEach(
        (kind, ids) -> KindCatalogue.find(kind).ifPresent(each -> addNames(each, ids, names)));
    addDelivered(keys.stream().filter(key -> !names.containsKey(key)).distinct().toList(), names);
    return names;
  }

  /** The name of one record, if it has one. */
  public Optional<RecordName> of(String kind, String entityId) {
    String key = keyOf(kind, entityId);
    return Optional.ofNullable(of(List.of(key)).get(key));
  }

  private void addNames(Kind kind, Set<String> ids, Map<String, RecordName> names) {
    NameColumns columns = NameColumns.of(kind);
    jdbc.sql(
            """
            select '%1$s' as entity_type, %2$s as entity_id, %3$s as number, %4$s as name
              from zoho.%5$s m
             where %6$s
            """
                .formatted(
                    kind.name(),
                    kind.key(),
                    columns.numberColumn().map(MirrorColumn::name).orElse("null::text"),
                    firstOf(columns.names()),
                    kind.table(),
                    kind.isRecord("m", "any(:ids)")))
        .param("ids", ids.toArray(String[]::new))
        .query(row -> {
          add(row, names);
        });
  }

  private static String firstOf(List<MirrorColumn> columns) {
    return columns.isEmpty()
        ? "null::text"
        : columns.stream()
            .map(column -> "nullif(%s, '')".formatted(column.name()))
            .collect(Collectors.joining(", ", "coalesce(", ")"));
  }

  private void addDelivered(List<String> keys, Map<String, RecordName> names) {
    if (keys.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            with asked as materialized (
              select * from unnest(:kinds::text[], :ids::text[]) as a (entity_type, entity_id)
            ), said as (
              select entity_type, entity_id, number, name, arrival from asked join tds_record_names using (entity_type, entity_id)
              union all
              select entity_type, entity_id, number, name, arrival
                from asked join (select * from tds_new_labels limit :most) new using (entity_type, entity_id)
            )
            select entity_type, entity_id,
                   (array_agg(number order by arrival desc) filter (where number is not null))[1] as number,
                   (array_agg(name order by arrival desc) filter (where name is not null))[1] as name
              from said
             group by entity_type, entity_id
            """)
        .param("most", MOST_NEW)
        .param("kinds", array(keys, key -> key.split(" ", 2)[0]))
        .param("ids", array(keys, key -> key.split(" ", 2)[1]))
        .query(row -> {
          add(row, names);
        });
  }

  private static void add(ResultSet row, Map<String, RecordName> names) throws SQLException {
    RecordName name = new RecordName(row.getString("number"), row.getString("name"));
    if (name.saysSomething()) {
      names.put(keyOf(row.getString("entity_type"), row.getString("entity_id")), name);
    }
  }
}
