package sale.tsh.tds.worker.maintenance;

import java.util.List;
import sale.tsh.tds.pulse.PulseKeeper;

/** The retention of each table that grows. */
final class RetentionRules {

  private static final int DAYS_OF_WORKERS = 7;
  private static final int DAYS_OF_BACKUPS = 365;
  private static final int DAYS_OF_SWEEPS = 365;

  /** The page shows a week. */
  private static final int DAYS_OF_MINUTES = 8;

  /** The last accepted delivery stays, because a first count of the pulse measures from it. */
  private static final String INBOX =
      """
      delete from tds_inbox_events
       where id in (
         select i.id
           from tds_inbox_events i
          where i.received_at < now() - :days * interval '1 day'
            and i.processed
            and i.processed_at < now() - :days * interval '1 day'
            and (i.event_id is null or i.received_at < (
              select max(received_at) from tds_inbox_events where event_id is not null))
            and not exists (
              select 1 from tds_sync_queue q where q.id = i.event_id and q.status <> 'completed')
          order by i.received_at
          limit :page
            for update skip locked)
      """;

  private static final String PULLED =
      """
      delete from tds_inbox_events
       where id in (
         select i.id
           from tds_inbox_events i
          where i.source = 'pull'
            and i.received_at < now() - :days * interval '1 day'
            and i.processed_at < now() - :days * interval '1 day'
            and not exists (
              select 1 from tds_sync_queue q where q.id = i.event_id and q.status <> 'completed')
          order by i.received_at
          limit :page
            for update skip locked)
      """;

  private static final String REFUSAL_COUNTS =
      """
      delete from tds_refusal_counts
       where (hour, refusal) in (
         select hour, refusal
           from tds_refusal_counts
          where hour < now() - :days * interval '1 day'
          limit :page
            for update skip locked)
      """;

  private static final String QUEUE =
      """
      delete from tds_sync_queue
       where id in (
         select id
           from tds_sync_queue
          where status = 'completed'
            and queued_at < now() - :days * interval '1 day'
            and completed_at < now() - :days * interval '1 day'
          order by queued_at
          limit :page
            for update skip locked)
      """;

  private static final String LOGS =
      """
      delete from tds_sync_logs
       where id in (
         select l.id
           from tds_sync_logs l
          where l.created_at < now() - :days * interval '1 day'
            and not exists (
              select 1 from tds_sync_queue q where q.id = l.queue_id and q.status <> 'completed')
          order by l.created_at
          limit :page
            for update skip locked)
      """;

  /** A redriven event that dies again counts its redrives by its dead letter. */
  private static final String DEAD_LETTERS =
      """
      delete from tds_dead_letter_queue
       where id in (
         select d.id
           from tds_dead_letter_queue d
          where (d.redriven_at is not null or d.discarded_at is not null)
            and coalesce(d.redriven_at, d.discarded_at) < now() - :days * interval '1 day'
            and not exists (
              select 1 from tds_sync_queue q where q.id = d.id and q.status <> 'completed')
          order by coalesce(d.redriven_at, d.discarded_at)
          limit :page
            for update skip locked)
      """;

  private static final String BULK_REDRIVES =
      """
      delete from tds_bulk_redrives
       where id in (
         select id
           from tds_bulk_redrives
          where ended_at < now() - :days * interval '1 day'
          limit :page
            for update skip locked)
      """;

  private static final String ALERTS =
      """
      delete from tds_alerts
       where id in (
         select id
           from tds_alerts
          where resolved_at is not null
            and resolved_at < now() - :days * interval '1 day'
          order by resolved_at
          limit :page
            for update skip locked)
      """;

  private static final String NOTIFICATIONS =
      """
      delete from tds_notifications
       where id in (
         select id
           from tds_notifications
          where (sent_at is not null or given_up_at is not null)
            and created_at < now() - :days * interval '1 day'
          order by created_at
          limit :page
            for update skip locked)
      """;

  private static final String AUDIT =
      """
      delete from tds_audit_trail
       where id in (
         select id
           from tds_audit_trail
          where acted_at < now() - :days * interval '1 day'
          order by acted_at
          limit :page
            for update skip locked)
      """;

  /** The last worker stays, because an alert reports its absence. */
  private static final String WORKERS =
      """
      delete from tds_workers
       where worker in (
         select worker
           from tds_workers
          where seen_at < now() - :days * interval '1 day'
            and seen_at < (select max(seen_at) from tds_workers)
          limit :page
            for update skip locked)
      """;

  /** The last backup stays, because an alert reports its age. */
  private static final String BACKUPS =
      """
      delete from tds_backups
       where finished_at in (
         select finished_at
           from tds_backups
          where finished_at < now() - :days * interval '1 day'
            and finished_at < (select max(finished_at) from tds_backups)
          limit :page
            for update skip locked)
      """;

  private static final String MINUTES =
      """
      delete from tds_minutes
       where minute in (
         select minute
           from tds_minutes
          where minute < now() - :days * interval '1 day'
          order by minute
          limit :page
            for update skip locked)
      """;

  private static final String KIND_HOURS =
      """
      delete from tds_kind_hours
       where (entity_type, hour) in (
         select entity_type, hour
           from tds_kind_hours
          where hour < now() - :days * interval '1 day'
          order by hour
          limit :page
            for update skip locked)
      """;

  /** The last sweep of each kind stays, because the page shows what it found. */
  private static final String SWEEPS =
      """
      delete from tds_pull_sweeps
       where id in (
         select s.id
           from tds_pull_sweeps s
          where s.ended_at < now() - :days * interval '1 day'
            and exists (
              select from tds_pull_sweeps later
               where later.organization_id = s.organization_id and later.kind = s.kind
                 and later.ended_at > s.ended_at)
          limit :page
            for update skip locked)
      """;

  private static final String PULL_REQUESTS =
      """
      delete from tds_pull_requests
       where id in (
         select id
           from tds_pull_requests
          where taken_at is not null
            and requested_at < now() - :days * interval '1 day'
          order by id
          limit :page
            for update skip locked)
      """;

  private RetentionRules() {}

  static List<RetentionRule> of(RetentionSettings settings) {
    return List.of(
        new RetentionRule("tds_inbox_events", settings.inbox(), INBOX),
        new RetentionRule("tds_inbox_events", settings.pulled(), PULLED),
        new RetentionRule("tds_refusal_counts", settings.inbox(), REFUSAL_COUNTS),
        new RetentionRule("tds_sync_queue", settings.queue(), QUEUE),
        new RetentionRule("tds_sync_logs", settings.logs(), LOGS),
        new RetentionRule("tds_dead_letter_queue", settings.deadLetters(), DEAD_LETTERS),
        new RetentionRule("tds_bulk_redrives", settings.deadLetters(), BULK_REDRIVES),
        new RetentionRule("tds_alerts", settings.alerts(), ALERTS),
        new RetentionRule("tds_notifications", settings.alerts(), NOTIFICATIONS),
        new RetentionRule("tds_audit_trail", settings.audit(), AUDIT),
        new RetentionRule("tds_workers", DAYS_OF_WORKERS, WORKERS),
        new RetentionRule("tds_backups", DAYS_OF_BACKUPS, BACKUPS),
        new RetentionRule("tds_minutes", DAYS_OF_MINUTES, MINUTES),
        new RetentionRule("tds_kind_hours", PulseKeeper.DAYS_KEPT, KIND_HOURS),
        new RetentionRule("tds_pull_sweeps", DAYS_OF_SWEEPS, SWEEPS),
        new RetentionRule("tds_pull_requests", settings.audit(), PULL_REQUESTS));
  }
}
