package sale.tsh.tds.bench;

/** Our tables, as a run of ours or of plain SQL finds them. */
final class Tables {

  private Tables() {}

  /** Empties them, and leaves the server nothing to catch up with during the run. */
  static void empty(Server server) {
    server.run(
        """
        truncate tds_inbox_events, tds_sync_queue, tds_sync_logs, tds_dead_letter_queue, tds_paused_kinds,
          zoho.contacts, zoho.invoices, zoho.invoice_lines
        """,
        "checkpoint");
  }

  /** Queues many events of one kind, each of another record, as the intake would. */
  static void fill(Server server, Body body, int events) {
    server.run(
        """
        with delivered as (
          insert into tds_inbox_events
            (id, event_id, path, content_type, headers, remote_address, body, body_size, entity_type, entity_id,
             operation, modified_time, content_hash, idempotency_key)
          select id, id, '%1$s', 'application/json', '{"Content-Type": "application/json"}', '127.0.0.1',
                 replace('%2$s', '%3$s', (4815000020000000000 + n)::text), %4$d, '%5$s',
                 (4815000020000000000 + n)::text, 'updated', '2026-11-20T13:03:11Z',
                 encode(sha256(id::text::bytea), 'hex'), replace(id::text, '-', '')
            from (select n, gen_random_uuid() as id from generate_series(1, %6$d) n) fresh
          returning id, arrival, entity_id
        )
        insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id)
        select id, id, arrival, '%5$s.updated', '%5$s', entity_id from delivered
        """
            .formatted(
                body.path(),
                body.template(),
                Body.ID,
                body.template().length(),
                body.kind(),
                events),
        "vacuum analyze tds_inbox_events, tds_sync_queue",
        "checkpoint");
  }
}
