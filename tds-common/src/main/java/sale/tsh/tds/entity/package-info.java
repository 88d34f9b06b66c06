/**
 * The JPA entities and their repositories. An entity is named after its table and ends in {@code
 * Entry}. Both processes use them. A table has an entity if a row of it is read as a row.
 *
 * <ul>
 *   <li>{@code tds_sync_queue} is {@link sale.tsh.tds.entity.QueueEntry}.
 *   <li>{@code tds_inbox_events} is {@link sale.tsh.tds.entity.InboxEntry}.
 *   <li>{@code tds_sync_logs} is {@link sale.tsh.tds.entity.SyncLogEntry}.
 *   <li>{@code tds_dead_letter_queue} is {@link sale.tsh.tds.entity.DeadLetterEntry}.
 *   <li>{@code tds_alerts} is {@link sale.tsh.tds.entity.AlertEntry}.
 *   <li>{@code tds_audit_trail} is {@link sale.tsh.tds.entity.AuditEntry}.
 *   <li>{@code tds_paused_kinds} is {@link sale.tsh.tds.entity.PausedKindEntry}.
 *   <li>{@code tds_other_kinds} is {@link sale.tsh.tds.entity.OtherKindEntry}.
 *   <li>{@code tds_workers} is {@link sale.tsh.tds.entity.WorkerEntry}.
 *   <li>{@code tds_rebuilds} is {@link sale.tsh.tds.entity.RebuildEntry}.
 *   <li>{@code tds_bulk_redrives} has none. Its progress is counted from the dead letters.
 *   <li>{@code tds_notifications} has none. Senders claim its rows with {@code skip locked}.
 *   <li>{@code tds_duty_leases} has none. One upsert by the database's clock is its only use.
 *   <li>{@code tds_backups} has none. Only the age of the newest backup is read, together with
 *       other ages.
 *   <li>{@code tds_record_names} has none. A task merges its rows, and no row is read as a row.
 *   <li>{@code tds_new_labels} has none. The intake appends rows, and the same task takes them.
 *   <li>{@code tds_refusal_counts} has none. Only sums are read.
 *   <li>{@code tds_queue_counts} has none. Only sums are read.
 *   <li>{@code tds_attempt_counts} has none. Only sums are read.
 *   <li>{@code tds_minutes} has none. Only sums are read.
 *   <li>{@code tds_kind_hours} has none. Only sums are read.
 *   <li>{@code tds_kind_pulses} has none. All rows are read, with what is not counted yet.
 *   <li>{@code tds_pulse} has none. Its only row is read with what is not counted yet.
 *   <li>{@code tds_seen_members} has none. A set per process knows its rows.
 *   <li>{@code tds_zoho_tokens} has none. Its only row is read and renewed by the worker's clock.
 *   <li>{@code tds_pull_budgets} has none. Each call changes its only row in one statement.
 *   <li>{@code tds_pull_states} has none. Its columns change one by one, in upserts.
 *   <li>{@code tds_pull_sweeps} has none. Its counters grow in SQL.
 *   <li>{@code tds_pull_listed} has none. Whole pages are written at once.
 *   <li>{@code tds_pull_fetches} has none. Whole pages are written at once.
 *   <li>{@code tds_pull_requests} has none. The API adds rows and the worker takes them.
 * </ul>
 *
 * <p>The transitions of the queue, the mirror and every change whose time is the database's are SQL
 * (ADR 1).
 */
@NullMarked
package sale.tsh.tds.entity;

import org.jspecify.annotations.NullMarked;
