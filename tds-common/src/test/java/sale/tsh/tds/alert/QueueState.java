package sale.tsh.tds.alert;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.Tables;

/** Brings the database's rows into a state for the alert monitor. */
public final class QueueState {

  private final JdbcClient jdbc;

  public QueueState(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void clear() {
    Tables.empty(
        jdbc,
        "tds_sync_queue",
        "tds_sync_logs",
        "tds_dead_letter_queue",
        "tds_inbox_events",
        "tds_workers",
        "tds_alerts",
        "tds_notifications",
        "tds_attempt_counts",
        "tds_paused_kinds",
        "tds_backups",
        "tds_pull_budgets",
        "tds_pull_fetches",
        "tds_pull_states",
        "tds_pull_sweeps",
        "tds_pulse",
        "tds_kind_pulses");
    installed(Duration.ZERO);
  }

  /** Makes exactly {@code count} events pending, queued just now. */
  void pending(int count) {
    events("pending", count, Duration.ZERO);
  }

  /** Makes exactly {@code count} events processing, for {@code age} each. */
  void processing(int count, Duration age) {
    events("processing", count, age);
  }

  public void events(String status, int count, Duration age) {
    jdbc.sql("delete from tds_sync_queue where status = :status").param("status", status).update();
    jdbc.sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at, due_at, started_at)
            select gen_random_uuid(), gen_random_uuid(), n, 'item.updated', 'item', n::text, :status,
                   now() - :age * interval '1 ms', now() - :age * interval '1 ms',
                   case when :status = 'processing' then now() - :age * interval '1 ms' end
              from generate_series(1, :count) n
            """)
        .param("status", status)
        .param("count", count)
        .param("age", age.toMillis())
        .update();
  }

  /** Leaves {@code count} open dead letters and two closed ones. */
  void deadLetters(int count) {
    events("dead_letter", count, Duration.ZERO);
    jdbc.sql("delete from tds_dead_letter_queue").update();
    jdbc.sql(
            """
            insert into tds_dead_letter_queue
              (id, original_queue_id, delivery_id, arrival, event_type, entity_type, entity_id, priority, payload,
               attempt_count, last_error, redriven_at, discarded_at)
            select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), n, 'item.updated', 'item', n::text, 5, '{}',
                   3, 'broken', case when n = :count + 1 then now() end, case when n = :count + 2 then now() end
              from generate_series(1, :count + 2) n
            """)
        .param("count", count)
        .update();
  }

  /**
   * Leaves {@code count} attempts that ended half an hour ago, {@code failed} of them failures, and
   * 100 failures two hours ago.
   */
  void attempts(int count, int failed) {
    Tables.empty(jdbc, "tds_sync_logs", "tds_attempt_counts");
    jdbc.sql(
            """
            insert into tds_sync_logs (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms)
            select gen_random_uuid(), 'item.updated', n::text,
                   now() - case when n <= :count then interval '30 min' else interval '2 h' end,
                   1, case when n <= :failed or n > :count then 'failed' else 'applied' end, 1
              from generate_series(1, :count + 100) n
            """)
        .param("count", count)
        .param("failed", failed)
        .update();
  }

  /** Makes the one worker last seen {@code age} ago. */
  public void workerSeen(Duration age) {
    jdbc.sql(
            """
            insert into tds_workers (worker, host, pid, version, concurrency, running, seen_at)
            values ('host-1', 'host', 1, '1', 5, 0, now() - :age * interval '1 ms')
            on conflict (worker) do update set seen_at = excluded.seen_at
            """)
        .param("age", age.toMillis())
        .update();
  }

  /** Leaves one delivery accepted {@code age} ago, and one refused just now. */
  void accepted(Duration age) {
    jdbc.sql("delete from tds_inbox_events").update();
    jdbc.sql(
            """
            insert into tds_inbox_events (id, received_at, event_id, path, body, body_size, refusal, processed)
            values (gen_random_uuid(), now() - :age * interval '1 ms', gen_random_uuid(), 'items', '{}', 2, null, false),
                   (gen_random_uuid(), now(), null, 'items', '{', 1, 'unreadable', true)
            """)
        .param("age", age.toMillis())
        .update();
  }

  /** Makes so many webhooks of one kind overdue, of the kind alone or of all kinds together too. */
  void overdue(long webhooks, boolean ofAllKinds) {
    jdbc.sql(
            """
            insert into tds_kind_pulses (entity_type, last_received_at, overdue)
            values ('item', now() - interval '5 hours', :overdue)
            on conflict (entity_type) do update set overdue = excluded.overdue
            """)
        .param("overdue", webhooks)
        .update();
    jdbc.sql("delete from tds_inbox_events").update();
    jdbc.sql(
            """
            insert into tds_pulse (counted_until, watched_since, last_received_at, overdue)
            values (now(), now() - interval '9 days', now() - interval '5 hours', :overdue)
            on conflict (only_row) do update set overdue = excluded.overdue
            """)
        .param("overdue", ofAllKinds ? webhooks : 0)
        .update();
  }

  /** Leaves one backup, completed {@code age} ago. */
  void backedUp(Duration age) {
    jdbc.sql("delete from tds_backups").update();
    jdbc.sql(
            """
            insert into tds_backups (finished_at, host, file, bytes)
            values (now() - :age * interval '1 ms', 'host', '/opt/backups/tds.backup', 1)
            """)
        .param("age", age.toMillis())
        .update();
  }

  /** Makes the schema installed {@code age} ago. */
  void installed(Duration age) {
    jdbc.sql("update tds_schema_history set installed_on = now() - :age * interval '1 ms'")
        .param("age", age.toMillis())
        .update();
  }

  public void pause(String kind) {
    jdbc.sql("insert into tds_paused_kinds (entity_type, paused_by) values (:kind, 'operator')")
        .param("kind", kind)
        .update();
  }

  /** Stops pulling because of refused credentials, or by an operator, or lets it go on. */
  void pulling(String until, boolean refused) {
    jdbc.sql(
            """
            insert into tds_pull_budgets (organization_id, paused_until, paused_reason, paused_credentials)
            values ('1', :until::timestamptz, 'invalid_client', case when :refused then 'a hash' end)
            on conflict (organization_id) do update
               set paused_until = excluded.paused_until, paused_credentials = excluded.paused_credentials
            """)
        .param("until", until)
        .param("refused", refused)
        .update();
  }

  /** Leaves {@code count} deletions that wait for an operator, and one that does not. */
  void heldDeletions(int count) {
    jdbc.sql("delete from tds_pull_fetches").update();
    jdbc.sql(
            """
            insert into tds_pull_fetches
              (organization_id, kind, entity_id, reason, priority, held_back, found_at, due_at)
            select '1', 'item', n::text, 'gone', 3, n > 0, now(), now() from generate_series(0, :count) n
            """)
        .param("count", count)
        .update();
  }

  /** Leaves {@code count} invoices that only pulling brought an hour ago, and one by a webhook. */
  void lostWebhooks(int count) {
    jdbc.sql("delete from tds_inbox_events where entity_type = 'invoice'").update();
    jdbc.sql("delete from tds_pull_sweeps").update();
    sweep("invoice", Duration.ofDays(2), 0);
    jdbc.sql(
            """
            insert into tds_inbox_events
              (id, event_id, path, body, body_size, entity_type, entity_id, operation, modified_time, received_at, source)
            select gen_random_uuid(), gen_random_uuid(), 'invoices', '{}', 2, 'invoice', n::text, 'updated',
                   now() - interval '2 h', now() - interval '1 h', case when n = 0 then 'webhook' else 'pull' end
              from generate_series(0, :count) n
            """)
        .param("count", count)
        .update();
  }

  /** Leaves two sweeps a night apart, each of which found so many lost changes. */
  void drift(int before, int last) {
    Tables.empty(jdbc, "tds_pull_sweeps", "tds_pull_states");
    organization();
    state("invoice", Duration.ZERO);
    sweep("invoice", Duration.ofHours(25), before);
    sweep("invoice", Duration.ofHours(1), last);
  }

  /** Makes the newest changes of a kind last read {@code age} ago, each 30 minutes being due. */
  void headRead(Duration age) {
    organization();
    state("invoice", age);
  }

  /** Makes Zoho refuse one kind for want of its scope, or let it pass. */
  void missingScope(boolean missing) {
    headRead(Duration.ZERO);
    jdbc.sql(
            "update tds_pull_states set missing_scope = case when :missing then 'ZohoBooks.invoices.READ' end")
        .param("missing", missing)
        .update();
  }

  /** Makes Zoho's clock differ from the worker's by this much, by an answer of now. */
  void zohoClock(Duration ahead) {
    organization();
    jdbc.sql("update tds_pull_budgets set clock_ahead_ms = :ahead")
        .param("ahead", ahead.toMillis())
        .update();
  }

  /** Leaves a day that ends after {@code left}, with this many of 600 calls made. */
  void calls(int made, Duration left) {
    organization();
    jdbc.sql(
            """
            update tds_pull_budgets
               set daily_limit = 1000, share = 600, remaining = 500, calls_today = :made,
                   resets_at = now() + :left * interval '1 ms'
            """)
        .param("made", made)
        .param("left", left.toMillis())
        .update();
  }

  private void organization() {
    jdbc.sql(
            """
            insert into tds_pull_budgets (organization_id, head_interval_ms) values ('1', 1800000)
            on conflict do nothing
            """)
        .update();
  }

  private void state(String kind, Duration headAge) {
    jdbc.sql(
            """
            insert into tds_pull_states (organization_id, kind, modified_order, last_head_at)
            values ('1', :kind, 'honoured', now() - :age * interval '1 ms')
            on conflict (organization_id, kind) do update set last_head_at = excluded.last_head_at
            """)
        .param("kind", kind)
        .param("age", headAge.toMillis())
        .update();
  }

  private void sweep(String kind, Duration age, int outdated) {
    jdbc.sql(
            """
            insert into tds_pull_sweeps (organization_id, kind, started_at, arrival, mirror_rows, outdated, ended_at)
            select '1', :kind, at, 1, 1000, :outdated, at from (select now() - :age * interval '1 ms') as sweep (at)
            """)
        .param("kind", kind)
        .param("outdated", outdated)
        .param("age", age.toMillis())
        .update();
  }

  void resume(String kind) {
    jdbc.sql("delete from tds_paused_kinds where entity_type = :kind").param("kind", kind).update();
  }
}
