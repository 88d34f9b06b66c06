package sale.tsh.tds.worker.mirror;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.LineTable;
import sale.tsh.tds.kind.MirrorColumn;

/**
 * The SQL that merges changes of one kind. Each statement takes a set of changes, at most one per
 * record, as arrays.
 *
 * <p>A version is (time, arrival). The guards in the {@code where} clauses are the rules of
 * convergence. PostgreSQL tests them on the row it has locked, so that concurrent workers end in
 * the same state.
 *
 * <p>A change without a time of its own is newer than every earlier delivery of its record,
 * whatever the clocks of Zoho and the database said. Its version moves on to the latest of theirs.
 * The inbox says which deliveries came in earlier, so the order of processing does not matter.
 *
 * <p>A body that says nothing beyond the id makes its row stale. Only a full body that came in
 * later removes the mark ({@code stale_arrival}), whichever of the two is processed first.
 *
 * <p>A record that was pulled after its deletion came in exists, whatever the times say. The
 * deletion is void then: it leaves no tombstone, and the one that it left before holds nothing up.
 *
 * @param edit merges edits. Returns the keys that moved, and whether their content changed
 * @param delete leaves tombstones. Returns the keys that moved, and whether a record was there
 * @param touch marks records of which only the id is known to have changed, unless a later delivery
 *     was applied since
 * @param markStale marks rows as stale that superseded a later delivery, where only the clocks of
 *     Zoho and of the database decided
 * @param replaceLines makes the lines of the records given those given, and writes no line that is
 *     as it should be
 * @param deleteLines removes the lines of the records given
 */
record MirrorStatements(
    String edit,
    String delete,
    String touch,
    String markStale,
    String replaceLines,
    String deleteLines) {

  /**
   * Lets the server end a session that idles in this transaction, which releases the locks of a
   * worker that is frozen or gone. For this transaction only, since behind a pooler another client
   * gets the session afterwards.
   */
  private static final String IDLE_LIMIT =
      "(select set_config('idle_in_transaction_session_timeout', :idleLimit, true)) is not null";

  /**
   * The latest time among the earlier deliveries of the record, for a change without a time of its
   * own. The newest 100 suffice, because an event is never overtaken by that many of its record.
   */
  private static final String TIME_BEFORE =
      """
      (select max(greatest(coalesce(i.modified_time, i.received_at),
                           case when i.operation = 'deleted' then i.received_at end))
         from (select modified_time, received_at, operation
                 from tds_inbox_events
                where %2$s is null
                  and entity_type = '%1$s' and entity_id = e.key and event_id is not null and arrival < e.version_arrival
                order by arrival desc
                limit 100) i)
      """;

  /**
   * Whether a webhook follows a pulled record. With the same time but other content it may be the
   * late webhook of an earlier edit, so the record must be pulled again.
   */
  private static final String WEBHOOK_AFTER_PULL =
      """
      (select i.source from tds_inbox_events i where i.event_id = m.event_id) = 'pull'
      and (select i.source from tds_inbox_events i where i.event_id = excluded.event_id) = 'webhook'
      """;

  static MirrorStatements of(Kind kind) {
    return new MirrorStatements(
        edit(kind),
        delete(kind),
        touch(kind),
        markStale(kind),
        kind.lineTable().map(lines -> replaceLines(kind, lines)).orElse(""),
        kind.lineTable().map(lines -> deleteLines(kind, lines)).orElse(""));
  }

  private static String edit(Kind kind) {
    return """
    insert into zoho.%1$s as m
      (%2$s, version_time, version_arrival, event_id, changed_by, stale_since, record, %3$s)
    select %10$s, greatest(e.version_time, %7$s),
           e.version_arrival, e.event_id, e.event_id, e.stale_since, e.record, %3$s
      from unnest(:keys, :versionTimes::timestamptz[], :versionArrivals::bigint[], :eventIds::uuid[],
                  :staleSince::timestamptz[], :records::jsonb[], %4$s)
        as e (key, version_time, version_arrival, event_id, stale_since, record, %3$s)
     where %8$s and not (e.last_modified_time is null and %13$s)
     order by e.key
    on conflict (%2$s) do update
       set version_time = case
             when excluded.last_modified_time is null and m.version_arrival < excluded.version_arrival
             then greatest(excluded.version_time, m.version_time) else excluded.version_time end,
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
             then coalesce(m.stale_since, excluded.version_time)
             when excluded.last_modified_time = m.last_modified_time and m.record || excluded.record <> m.record
              and %11$s
             then coalesce(m.stale_since, now()) end,
           record = coalesce(m.record, '{}') || excluded.record,
           %6$s
     where case
             when m.deleted_at is not null then excluded.last_modified_time > m.version_time or %12$s
             else (excluded.version_time, excluded.version_arrival) > (m.version_time, m.version_arrival)
               or (excluded.last_modified_time is null and excluded.version_arrival > m.version_arrival)
               or (m.version_time is distinct from m.last_modified_time and %12$s
                   and excluded.last_modified_time >= coalesce(m.last_modified_time, '-infinity')) end
    returning m.%9$s, m.changed_by = m.event_id as changed
    """
        .formatted(
            kind.table(),
            String.join(", ", kind.primaryKey()),
            each(kind.columns(), MirrorColumn::name),
            ColumnArrays.sql(kind.columns()),
            KindCatalogue.MODIFIED + "," + KindCatalogue.UPDATED,
            each(kind.columns(), MirrorStatements::keepWhereAbsent),
            TIME_BEFORE.formatted(kind.name(), "e.last_modified_time"),
            IDLE_LIMIT,
            kind.key(),
            keyValues(kind, "e"),
            WEBHOOK_AFTER_PULL,
            pulledSince(kind, "m." + kind.key(), "m.version_arrival"),
            pulledSince(kind, "e.key", "e.version_arrival"));
  }

  /** A member that is missing from the body leaves its column as it is. */
  private static String keepWhereAbsent(MirrorColumn column) {
    return "%1$s = case when jsonb_exists_any(excluded.record, '{%2$s}'::text[]) then excluded.%1$s else m.%1$s end"
        .formatted(column.name(), String.join(",", column.keys()));
  }

  private static String delete(Kind kind) {
    return """
    insert into zoho.%1$s as m (%2$s, version_time, version_arrival, event_id, changed_by, deleted_at)
    select %7$s, d.at, d.version_arrival, d.event_id, d.event_id, d.at
      from (select e.*, greatest(e.version_time, %4$s) as at
              from unnest(:keys, :versionTimes::timestamptz[], :modified::timestamptz[],
                          :versionArrivals::bigint[], :eventIds::uuid[])
                as e (key, version_time, modified, version_arrival, event_id)
             where not %8$s) d
     where %5$s
     order by d.key
    on conflict (%2$s) do update
       set version_time = excluded.version_time,
           version_arrival = excluded.version_arrival,
           event_id = excluded.event_id,
           changed_by = case when m.deleted_at is null then excluded.changed_by else m.changed_by end,
           deleted_at = excluded.deleted_at,
           stale_since = case
             when m.stale_arrival > excluded.version_arrival
               or (m.last_modified_time is not null and m.version_arrival > excluded.version_arrival)
             then coalesce(m.stale_since, excluded.version_time) end,
           stale_arrival = case
             when m.last_modified_time is not null and m.version_arrival > excluded.version_arrival
             then greatest(m.stale_arrival, m.version_arrival) else m.stale_arrival end,
           record = null,
           %3$s
     where case
             when m.deleted_at is null
             then excluded.version_time >= coalesce(m.last_modified_time, '-infinity')
             else (excluded.version_time, excluded.version_arrival) > (m.version_time, m.version_arrival)
               or %9$s end
    returning m.%6$s, m.changed_by = m.event_id as changed
    """
        .formatted(
            kind.table(),
            String.join(", ", kind.primaryKey()),
            each(kind.columns(), column -> column.name() + " = null"),
            TIME_BEFORE.formatted(kind.name(), "e.modified"),
            IDLE_LIMIT,
            kind.key(),
            keyValues(kind, "d"),
            pulledSince(kind, "e.key", "e.version_arrival"),
            pulledSince(kind, "m." + kind.key(), "m.version_arrival"));
  }

  /**
   * Whether Zoho had the record when it was asked after a delivery. A deletion is void then, and so
   * is a change without a time, which Zoho's answer has or knows better.
   */
  private static String pulledSince(Kind kind, String key, String arrival) {
    return """
    exists (
      select from tds_inbox_events i
       where i.entity_type = '%1$s' and i.entity_id = %2$s and i.event_id is not null
         and i.arrival > %3$s and i.source = 'pull' and i.operation <> 'deleted')
    """
        .formatted(kind.name(), key, arrival);
  }

  private static String touch(Kind kind) {
    return """
    insert into zoho.%1$s as m (%2$s, version_time, version_arrival, stale_since, stale_arrival)
    select %4$s, '-infinity', 0, e.stale_since, e.stale_arrival
      from unnest(:keys, :staleSince::timestamptz[], :arrivals::bigint[]) as e (key, stale_since, stale_arrival)
     where %3$s
     order by e.key
    on conflict (%2$s) do update
       set stale_since = case
             when m.version_arrival < excluded.stale_arrival
             then coalesce(m.stale_since, excluded.stale_since) else m.stale_since end,
           stale_arrival = greatest(m.stale_arrival, excluded.stale_arrival)
    """
        .formatted(
            kind.table(), String.join(", ", kind.primaryKey()), IDLE_LIMIT, keyValues(kind, "e"));
  }

  private static String markStale(Kind kind) {
    return """
    update zoho.%1$s m
       set stale_since = coalesce(m.stale_since, e.stale_since),
           stale_arrival = greatest(m.stale_arrival, e.stale_arrival)
      from unnest(:keys, :staleSince::timestamptz[], :arrivals::bigint[]) as e (key, stale_since, stale_arrival)
     where %2$s and m.version_arrival < e.stale_arrival
       and case
             when :deletions then m.deleted_at is null
             else m.version_time is distinct from m.last_modified_time end
    """
        .formatted(kind.table(), kind.isRecord("m", "e.key"));
  }

  /**
   * The caller's transaction has locked the records, so nobody else changes their lines meanwhile.
   * The comparison is of bytes, since 12.5 and 12.50 are equal numbers.
   */
  private static String replaceLines(Kind kind, LineTable lines) {
    return """
    with given as materialized (
      select * from unnest(:lineKeys, :positions::integer[], %4$s) as g (%2$s, position, %3$s)
    ), present as materialized (
      select * from zoho.%1$s where %2$s = any(:keys)
    ), dropped as (
      delete from zoho.%1$s l
       using present p
       where (l.%2$s, l.position) = (p.%2$s, p.position)
         and not exists (select from given g where (g.%2$s, g.position) = (p.%2$s, p.position))
    ), changed as (
      update zoho.%1$s l
         set (%3$s) = row(%5$s)
        from present p join given g on (g.%2$s, g.position) = (p.%2$s, p.position)
       where (l.%2$s, l.position) = (p.%2$s, p.position)
         and row(%5$s)::record *<> row(%6$s)::record
    )
    insert into zoho.%1$s (%2$s, position, %3$s)
    select %2$s, position, %3$s
      from given g
     where not exists (select from present p where (p.%2$s, p.position) = (g.%2$s, g.position))
    """
        .formatted(
            lines.table(),
            kind.key(),
            each(lines.columns(), MirrorColumn::name),
            ColumnArrays.sql(lines.columns()),
            each(lines.columns(), column -> "g." + column.name()),
            each(lines.columns(), column -> "p." + column.name()));
  }

  private static String deleteLines(Kind kind, LineTable lines) {
    return "delete from zoho.%s where %s = any(:keys)".formatted(lines.table(), kind.key());
  }

  /** The values of the primary key's columns, with the id from these rows. */
  private static String keyValues(Kind kind, String rows) {
    String id = rows + ".key";
    return kind.isOther() ? "'%s', %s".formatted(kind.name(), id) : id;
  }

  private static String each(List<MirrorColumn> columns, Function<MirrorColumn, String> text) {
    return columns.stream().map(text).collect(Collectors.joining(", "));
  }
}
