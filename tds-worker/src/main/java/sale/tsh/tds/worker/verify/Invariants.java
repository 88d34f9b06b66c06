package sale.tsh.tds.worker.verify;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.LineTable;

/** The promises of {@code docs/architecture.md} as queries over the tables. */
final class Invariants {

  private static final Invariant ACCOUNTED_FOR =
      new Invariant(
          "An accepted delivery that is not processed has an event that waits, runs or is dead",
          """
          select i.id::text as name
            from tds_inbox_events i
           where i.event_id is not null and not i.processed
             and not exists (select 1 from tds_sync_queue q where q.id = i.event_id and q.status <> 'completed')
          """);

  private static final Invariant BODIES =
      new Invariant(
          "An event that waits, runs or is dead has its delivery, which no purge takes",
          """
          select q.id::text as name
            from tds_sync_queue q
           where q.status in ('pending', 'retry', 'processing', 'dead_letter')
             and not exists (
               select 1
                 from tds_inbox_events i
                where i.id = q.delivery_id and i.event_id = q.id and i.arrival = q.arrival and not i.processed)
          """);

  /**
   * Retention may have removed the log rows of older events, since each table has its own limit.
   */
  private static final Invariant EFFECTIVE =
      new Invariant(
          "A completed event has an effective attempt in the log",
          """
          select q.id::text as name
            from tds_sync_queue q
           where q.status = 'completed'
             and q.completed_at > (select min(created_at) from tds_sync_logs where outcome <> 'failed')
             and not exists (select 1 from tds_sync_logs l where l.queue_id = q.id and l.outcome <> 'failed')
          """);

  private static final Invariant ONCE =
      new Invariant(
          "No event has two effective attempts",
          """
          select queue_id::text as name
            from tds_sync_logs
           where outcome <> 'failed'
           group by queue_id
          having count(*) > 1
          """);

  private static final Invariant DEAD =
      new Invariant(
          "A dead event has an open dead letter, and an open dead letter its event",
          """
          select coalesce(q.id, d.original_queue_id)::text as name
            from (select id from tds_sync_queue where status = 'dead_letter') q
            full join (select original_queue_id
                         from tds_dead_letter_queue
                        where redriven_at is null and discarded_at is null) d on d.original_queue_id = q.id
           where d.original_queue_id is null
              or (q.id is null and not exists (select 1 from tds_sync_queue o where o.id = d.original_queue_id))
          """);

  /** The reaper runs every five seconds, and checks all leases about every minute. */
  private static final Invariant LEASES =
      new Invariant(
          "While a worker runs nothing stays in processing three minutes after its lease",
          """
          select id::text as name
            from tds_sync_queue
           where status = 'processing'
             and coalesce(lease_expires_at, started_at, queued_at) < now() - interval '3 minutes'
             and exists (select 1 from tds_workers where seen_at > now() - interval '1 minute')
          """);

  private static final Invariant COUNTS =
      new Invariant(
          "The dashboard's counts are those of the queue",
          """
          select format('%s %s %s counted as %s', there, status, entity_type, counted) as name
            from (select status, entity_type, coalesce(q.events, 0) as there, coalesce(c.events, 0) as counted
                    from (select status, entity_type, count(*) as events
                            from tds_sync_queue
                           group by status, entity_type) q
                    full join (select status, entity_type, sum(events) as events
                                 from tds_queue_counts
                                group by status, entity_type) c
                   using (status, entity_type)) compared
           where there <> counted
          """);

  private static final Invariant NUMBERS =
      new Invariant(
          "No number of a record stands for more digits than can be written out",
          WideNumbers.queries());

  private Invariants() {}

  static List<Invariant> all() {
    return List.of(
        ACCOUNTED_FOR,
        BODIES,
        EFFECTIVE,
        ONCE,
        DEAD,
        LEASES,
        COUNTS,
        convergence(),
        lines(),
        NUMBERS);
  }

  /**
   * The rules of convergence. After an attempt that ended, the record has the version of the
   * delivery or a newer one. A delivery without a time of its own is newer than every earlier
   * delivery, whatever the database's clock said. Two cases are left out: a body with nothing but
   * the id, and a body without a time of its own together with a delete, in either order.
   */
  private static Invariant convergence() {
    return new Invariant(
        "A record of the mirror is as new as each change of it that was taken up",
        Stream.concat(
                KindCatalogue.kinds().stream().map(Invariants::outdated),
                Stream.of(outdatedOthers()))
            .toList());
  }

  private static String outdated(Kind kind) {
    return outdated(
        kind.table(),
        kind.key(),
        kind.isRecord("m", "i.entity_id"),
        "i.entity_type = '%s'".formatted(kind.name()));
  }

  /** Any name outside the catalogue is a kind of its own, in one table with the others. */
  private static String outdatedOthers() {
    return outdated(
        "other_records",
        "entity_id",
        "m.entity_type = i.entity_type and m.entity_id = i.entity_id",
        KindCatalogue.kinds().stream()
            .map(kind -> "'%s'".formatted(kind.name()))
            .collect(Collectors.joining(", ", "i.entity_type not in (", ")")));
  }

  private static String outdated(String table, String key, String same, String kinds) {
    return """
    select i.entity_type || ' ' || i.entity_id as name
      from tds_inbox_events i
      left join zoho.%1$s m on %3$s
     where %4$s
       and exists (
         select 1
           from tds_sync_logs l
          where l.queue_id = i.event_id and l.outcome in ('applied', 'unchanged', 'superseded'))
       and case
             when m.%2$s is null then true
             when i.operation = 'deleted' then
               ((greatest(i.modified_time, i.received_at), i.arrival) > (m.version_time, m.version_arrival)
                or (i.modified_time is null and m.deleted_at is null and i.arrival > m.version_arrival))
               and not exists (
                 select 1
                   from tds_inbox_events p
                  where p.entity_type = i.entity_type and p.entity_id = i.entity_id and p.event_id is not null
                    and p.arrival > i.arrival and p.source = 'pull' and p.operation <> 'deleted')
             when m.deleted_at is not null then
               i.modified_time > m.version_time or (i.source = 'pull' and i.arrival > m.version_arrival)
             when i.modified_time is not null then (i.modified_time, i.arrival) > (m.version_time, m.version_arrival)
             else (i.received_at > m.version_time or i.arrival > m.version_arrival)
                  and not exists (
                    select 1
                      from tds_inbox_events d
                     where d.entity_type = i.entity_type and d.entity_id = i.entity_id
                       and d.event_id is not null
                       and (d.operation = 'deleted' or (d.source = 'pull' and d.arrival > i.arrival)))
           end
    """
        .formatted(table, key, same, kinds);
  }

  private static Invariant lines() {
    return new Invariant(
        "Lines of the mirror have a header that is not deleted",
        KindCatalogue.kinds().stream()
            .flatMap(kind -> kind.lineTable().stream().map(lines -> orphans(kind, lines)))
            .toList());
  }

  private static String orphans(Kind kind, LineTable lines) {
    return """
    select distinct '%1$s ' || l.%3$s as name
      from zoho.%4$s l
      left join zoho.%2$s m on m.%3$s = l.%3$s and m.deleted_at is null
     where m.%3$s is null
    """
        .formatted(kind.name(), kind.table(), kind.key(), lines.table());
  }
}
