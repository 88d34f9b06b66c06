package sale.tsh.tds.bench.postgres;

import sale.tsh.tds.bench.trial.SampleBody;

/** Prepares our tables for a run of TDS Core or of plain SQL. */
public final class Tables {

  private Tables() {}

  /** Empties the tables, and makes a checkpoint, so that none is due during the run. */
  public static void empty(Server server) {
    server.run(
        """
        truncate tds_inbox_events, tds_sync_queue, tds_sync_logs, tds_dead_letter_queue, tds_paused_kinds,
          tds_record_names, tds_new_labels, zoho.contacts, zoho.invoices, zoho.invoice_lines
        """,
        "checkpoint");
  }

  /** The number of events in the queue. */
  public static int events(Server server) {
    return (int) server.number("select count(*) from tds_sync_queue");
  }

  /** Queues many events of one kind, each for another record, as the intake would. */
  public static void fill(Server server, SampleBody body, int events) {
    fill(server, body, 0, events);
  }

  /** Queues events for the records after the first {@code after}. */
  public static void fill(Server server, SampleBody body, int after, int events) {
    server.run(
        of(
            body,
            after,
            events,
            """
            with delivered as (
              insert into tds_inbox_events
                (id, event_id, path, content_type, headers, remote_address, body, body_size, entity_type, entity_id,
                 operation, modified_time, content_hash, idempotency_key)
              select id, id, '%1$s', 'application/json', '{"Content-Type": "application/json"}', '127.0.0.1',
                     replace('%2$s', '%3$s', (4815000020000000000 + n)::text), %4$d, '%5$s',
                     (4815000020000000000 + n)::text, 'updated', '%8$s',
                     encode(sha256(id::text::bytea), 'hex'), replace(id::text, '-', '')
                from (select n, uuidv7() as id from generate_series(%6$d + 1, %6$d + %7$d) n) fresh
              returning id, arrival, entity_id
            )
            insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id)
            select id, id, arrival, '%5$s.updated', '%5$s', entity_id from delivered
            """),
        "vacuum analyze tds_inbox_events, tds_sync_queue",
        "checkpoint");
  }

  /** Queues contacts as a worker does that fills an empty mirror, after the first {@code after}. */
  public static void pull(Server server, int after, int events) {
    server.run(
        of(
            SampleBody.CONTACT,
            after,
            events,
            """
            with delivered as (
              insert into tds_inbox_events
                (id, event_id, source, path, content_type, body, body_size, entity_type, entity_id, operation,
                 modified_time, content_hash, idempotency_key)
              select id, id, 'pull', '%1$s', 'application/json',
                     replace('%2$s', '%3$s', (4815000020000000000 + n)::text), %4$d, '%5$s',
                     (4815000020000000000 + n)::text, 'updated', '%8$s',
                     encode(sha256(id::text::bytea), 'hex'), replace(id::text, '-', '')
                from (select n, uuidv7() as id from generate_series(%6$d + 1, %6$d + %7$d) n) fresh
              returning id, arrival, entity_id
            )
            insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id, priority)
            select id, id, arrival, '%5$s.updated', '%5$s', entity_id, 9 from delivered
            """));
  }

  /** The number of pulled events that are not done, as a worker counts them. */
  public static int unfinishedPulls(Server server) {
    return (int)
        server.number(
            "select count(*) from tds_sync_queue where priority > 5 and status in ('pending', 'processing', 'retry')");
  }

  /**
   * Fills empty tables with finished events of contacts, one per second until now, for the records
   * after the first {@code after}. The tables are then as a worker leaves them, vacuumed.
   */
  public static void fillFinished(Server server, int after, int events) {
    server.run(
        of(
            SampleBody.CONTACT,
            after,
            events,
            """
            insert into tds_inbox_events
              (id, received_at, event_id, path, content_type, headers, remote_address, body, body_size, entity_type,
               entity_id, operation, modified_time, content_hash, idempotency_key, processed, processed_at)
            select id, at, id, '%1$s', 'application/json', '{"Content-Type": "application/json"}', '127.0.0.1',
                   replace('%2$s', '%3$s', record), %4$d, '%5$s', record, 'updated', '%8$s',
                   encode(sha256(id::text::bytea), 'hex'), replace(id::text, '-', ''), true, at
              from (select uuidv7() as id, (4815000020000000000 + n)::text as record,
                           now() - (%6$d + %7$d + 1 - n) * interval '1 s' as at
                      from generate_series(%6$d + 1, %6$d + %7$d) n) finished
            """),
        """
        insert into tds_sync_queue
          (id, delivery_id, arrival, event_type, entity_type, entity_id, status, attempt_count, queued_at, due_at,
           started_at, completed_at)
        select id, id, arrival, 'contact.updated', entity_type, entity_id, 'completed', 1, received_at, received_at,
               received_at, received_at
          from tds_inbox_events
        """,
        """
        insert into tds_sync_logs (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms, worker)
        select id, event_type, entity_id, completed_at, 1, 'applied', 1, 'benchmark' from tds_sync_queue
        """,
        """
        insert into zoho.contacts
        select contact.*
          from tds_inbox_events i,
               lateral (select i.body::jsonb -> 'contact' as record) received,
               lateral jsonb_populate_record(null::zoho.contacts, received.record || jsonb_build_object(
                 'version_time', i.modified_time, 'version_arrival', i.arrival, 'event_id', i.id,
                 'changed_by', i.id, 'record', received.record)) contact
        """,
        "vacuum analyze tds_inbox_events, tds_sync_queue, tds_sync_logs, zoho.contacts",
        "checkpoint");
  }

  /** Pauses a kind. Claimed events continue. */
  public static void pause(Server server, SampleBody body) {
    server.run(
        "insert into tds_paused_kinds (entity_type, paused_by) values ('%s', 'benchmark')"
            .formatted(body.kind()));
  }

  /** Resumes a kind and notifies the worker as for new events. Returns the database's time. */
  public static double resume(Server server, SampleBody body) {
    return server.number(
        """
        with resumed as (delete from tds_paused_kinds where entity_type = ? returning entity_type)
        select extract(epoch from clock_timestamp()), pg_notify('tds_new_events', '') from resumed
        """,
        body.kind());
  }

  /**
   * Fills in SQL that creates deliveries of a kind, for {@code events} records after the first
   * {@code after}.
   */
  private static String of(SampleBody body, int after, int events, String sql) {
    return sql.formatted(
        body.path(),
        body.template(),
        SampleBody.ID,
        body.template().length(),
        body.kind(),
        after,
        events,
        body.modified());
  }
}
