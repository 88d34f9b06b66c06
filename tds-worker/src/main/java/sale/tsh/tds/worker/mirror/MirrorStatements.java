package sale.tsh.tds.worker.mirror;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.entity.Column;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;
import sale.tsh.tds.entity.Lines;

/**
 * The SQL that merges changes of one kind. Each statement takes a set of changes, at most one a
 * record, as arrays.
 *
 * <p>A version is (time, arrival). The guards in the {@code where} clauses are the rules of
 * convergence; PostgreSQL tests them on the row it has locked, so that concurrent workers end in
 * the same state.
 *
 * <p>A body that says nothing beyond the id makes its row stale; only a full body that came in
 * later settles that ({@code stale_arrival}), whichever of the two is processed first.
 *
 * @param edit merges edits; returns the keys that moved, and whether their content changed
 * @param delete leaves tombstones; returns the keys that moved, and whether a record was there
 * @param touch marks records of which only the id is known to have changed, unless a later delivery
 *     was applied since
 * @param deleteLines removes the lines of the records given
 * @param insertLines adds lines
 */
record MirrorStatements(
    String edit, String delete, String touch, String deleteLines, String insertLines) {

  static MirrorStatements of(EntityKind kind) {
    return new MirrorStatements(
        edit(kind),
        delete(kind),
        touch(kind),
        kind.withLines().map(lines -> deleteLines(kind, lines)).orElse(""),
        kind.withLines().map(lines -> insertLines(kind, lines)).orElse(""));
  }

  /** The parameter that holds the values of the column at this place. */
  static String parameter(int column) {
    return "c" + column;
  }

  private static String edit(EntityKind kind) {
    return """
    insert into zoho.%1$s as m
      (%2$s, version_time, version_arrival, event_id, changed_by, stale_since, record, %3$s)
    select %2$s, version_time, version_arrival, event_id, event_id, stale_since, record, %3$s
      from unnest(:keys, :versionTimes::timestamptz[], :versionArrivals::bigint[], :eventIds::uuid[],
                  :staleSince::timestamptz[], :records::jsonb[], %4$s)
        as e (%2$s, version_time, version_arrival, event_id, stale_since, record, %3$s)
     order by %2$s
    on conflict (%2$s) do update
       set version_time = excluded.version_time,
           version_arrival = excluded.version_arrival,
           event_id = excluded.event_id,
           deleted_at = null,
           changed_by = case
             when m.deleted_at is null
              and (coalesce(m.record, '{}') || excluded.record) - '{%5$s}'::text[]
                = coalesce(m.record, '{}') - '{%5$s}'::text[]
             then m.changed_by else excluded.changed_by end,
           stale_since = case
             when excluded.stale_since is not null then coalesce(m.stale_since, excluded.stale_since)
             when excluded.last_modified_time is null and m.last_modified_time is not null
             then coalesce(m.stale_since, excluded.version_time)
             when m.stale_arrival > excluded.version_arrival
             then coalesce(m.stale_since, excluded.version_time) end,
           record = coalesce(m.record, '{}') || excluded.record,
           %6$s
     where case
             when m.deleted_at is null
             then (excluded.version_time, excluded.version_arrival) > (m.version_time, m.version_arrival)
             else excluded.last_modified_time > m.version_time end
    returning m.%2$s, m.changed_by = m.event_id as changed
    """
        .formatted(
            kind.table(),
            kind.key(),
            each(kind.columns(), Column::name),
            arrays(kind.columns()),
            EntityCatalogue.MODIFIED + "," + EntityCatalogue.UPDATED,
            each(kind.columns(), MirrorStatements::keepWhereAbsent));
  }

  /** A member that is missing from the body leaves its column as it is. */
  private static String keepWhereAbsent(Column column) {
    return "%1$s = case when jsonb_exists_any(excluded.record, '{%2$s}'::text[]) then excluded.%1$s else m.%1$s end"
        .formatted(column.name(), String.join(",", column.keys()));
  }

  private static String delete(EntityKind kind) {
    return """
    insert into zoho.%1$s as m (%2$s, version_time, version_arrival, event_id, changed_by, deleted_at)
    select %2$s, version_time, version_arrival, event_id, event_id, version_time
      from unnest(:keys, :versionTimes::timestamptz[], :versionArrivals::bigint[], :eventIds::uuid[])
        as e (%2$s, version_time, version_arrival, event_id)
     order by %2$s
    on conflict (%2$s) do update
       set version_time = excluded.version_time,
           version_arrival = excluded.version_arrival,
           event_id = excluded.event_id,
           changed_by = case when m.deleted_at is null then excluded.changed_by else m.changed_by end,
           deleted_at = excluded.deleted_at,
           stale_since = case
             when m.stale_arrival > excluded.version_arrival
             then coalesce(m.stale_since, excluded.version_time) end,
           record = null,
           %3$s
     where case
             when m.deleted_at is null
             then excluded.version_time >= coalesce(m.last_modified_time, '-infinity')
             else (excluded.version_time, excluded.version_arrival) > (m.version_time, m.version_arrival) end
    returning m.%2$s, m.changed_by = m.event_id as changed
    """
        .formatted(
            kind.table(), kind.key(), each(kind.columns(), column -> column.name() + " = null"));
  }

  private static String touch(EntityKind kind) {
    return """
    insert into zoho.%1$s as m (%2$s, version_time, version_arrival, stale_since, stale_arrival)
    select %2$s, '-infinity', 0, stale_since, stale_arrival
      from unnest(:keys, :staleSince::timestamptz[], :arrivals::bigint[]) as e (%2$s, stale_since, stale_arrival)
     order by %2$s
    on conflict (%2$s) do update
       set stale_since = case
             when m.version_arrival < excluded.stale_arrival
             then coalesce(m.stale_since, excluded.stale_since) else m.stale_since end,
           stale_arrival = greatest(m.stale_arrival, excluded.stale_arrival)
    """
        .formatted(kind.table(), kind.key());
  }

  private static String deleteLines(EntityKind kind, Lines lines) {
    return "delete from zoho.%s where %s = any(:keys)".formatted(lines.table(), kind.key());
  }

  private static String insertLines(EntityKind kind, Lines lines) {
    return """
    insert into zoho.%1$s (%2$s, position, %3$s)
    select * from unnest(:keys, :positions::integer[], %4$s)
    """
        .formatted(
            lines.table(),
            kind.key(),
            each(lines.columns(), Column::name),
            arrays(lines.columns()));
  }

  private static String each(List<Column> columns, Function<Column, String> text) {
    return columns.stream().map(text).collect(Collectors.joining(", "));
  }

  private static String arrays(List<Column> columns) {
    return Stream.iterate(0, i -> i + 1)
        .limit(columns.size())
        .map(i -> ":%s::%s[]".formatted(parameter(i), columns.get(i).type().sql()))
        .collect(Collectors.joining(", "));
  }
}
