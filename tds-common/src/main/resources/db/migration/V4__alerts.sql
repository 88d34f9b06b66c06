-- Which process runs which duty, which workers live, and what operators are told.

create table tds_duty_leases (
  duty text not null,
  owner text not null,
  expires_at timestamptz not null,
  constraint tds_duty_leases_pk primary key (duty)
);
comment on table tds_duty_leases is 'Who runs a duty of which only one run at a time makes sense; whoever holds the lease renews it at each run.';

create table tds_workers (
  worker text not null,
  host text not null,
  pid bigint not null,
  version text not null,
  concurrency integer not null,
  running integer not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  stopped_at timestamptz,
  constraint tds_workers_pk primary key (worker)
) with (fillfactor = 50);
comment on table tds_workers is 'The heartbeat of each worker: one row a process, kept for a while after its end.';
comment on column tds_workers.concurrency is 'How many sets of events it runs at once.';
comment on column tds_workers.running is 'Events it held at its last heartbeat.';
comment on column tds_workers.stopped_at is 'When it ended as planned; null for one that runs or died.';

create table tds_alerts (
  id uuid not null default gen_random_uuid(),
  cause text not null,
  severity text not null,
  title text not null,
  message text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_at timestamptz,
  constraint tds_alerts_pk primary key (id),
  constraint tds_alerts_severity check (severity in ('info', 'warning', 'critical'))
);
comment on table tds_alerts is 'One row an alert from raise to resolve; while it is open it is updated, not repeated.';
comment on column tds_alerts.cause is 'What is wrong, whatever the title: two titles of one cause never stand side by side.';

create unique index tds_alerts_open on tds_alerts (cause) where resolved_at is null;
comment on index tds_alerts_open is 'Serves the watch and the active alerts: one open alert a cause, also when two processes raise it at once.';

create index tds_alerts_resolved on tds_alerts (resolved_at) where resolved_at is not null;
comment on index tds_alerts_resolved is 'Serves retention.';

create table tds_notifications (
  id bigint generated always as identity,
  alert_id uuid not null,
  channel text not null,
  change text not null,
  cause text not null,
  severity text not null,
  title text not null,
  message text not null,
  runbook text not null,
  created_at timestamptz not null default now(),
  attempt_count integer not null default 0,
  due_at timestamptz not null default now(),
  last_error text,
  sent_at timestamptz,
  given_up_at timestamptz,
  constraint tds_notifications_pk primary key (id),
  constraint tds_notifications_change check (change in ('raised', 'escalated', 'resolved'))
);
comment on table tds_notifications is 'The outbox: what is to be told by each channel, written with the change of the alert and sent afterwards.';
comment on column tds_notifications.title is 'The alert as it was at this change, as are severity and message.';
comment on column tds_notifications.due_at is 'When it is tried next; while it is being sent, when others may try it instead.';

create index tds_notifications_unsent on tds_notifications (channel, alert_id, id) where sent_at is null and given_up_at is null;
comment on index tds_notifications_unsent is 'Serves sending, each alert''s notifications in order, and the withdrawal at an acknowledgement.';

create index tds_notifications_ended on tds_notifications (created_at) where sent_at is not null or given_up_at is not null;
comment on index tds_notifications_ended is 'Serves retention.';

create index tds_inbox_events_accepted on tds_inbox_events (received_at) where event_id is not null;
comment on index tds_inbox_events_accepted is 'Serves the alert of silence: when a delivery was last accepted.';

create index tds_dead_letter_queue_closed on tds_dead_letter_queue (coalesce(redriven_at, discarded_at)) where redriven_at is not null or discarded_at is not null;
comment on index tds_dead_letter_queue_closed is 'Serves retention.';
