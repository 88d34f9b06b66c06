-- The inbox, the queue, its log and its dead letters.
--
-- Operators' SQL is public interface (operations guide): every statement of the guide must run beside live processes.
-- So no foreign key and no trigger ties these tables together, and no constraint ties status to another column.

create table tds_inbox_events (
  id uuid not null,
  -- The order in which deliveries came in: the second half of a record's version, and the queue's order.
  arrival bigint generated always as identity,
  received_at timestamptz not null default now(),
  event_id uuid,
  path text not null,
  query text not null default '',
  content_type text not null default '',
  headers jsonb not null default '{}',
  remote_address text,
  body text not null,
  body_bytes bytea,
  body_size integer not null,
  refusal text,
  refusal_detail text,
  entity_type text,
  entity_id text,
  operation text,
  modified_time timestamptz,
  time_ahead boolean not null default false,
  content_hash text,
  idempotency_key text,
  duplicate_count integer not null default 0,
  last_duplicate_at timestamptz,
  processed boolean not null default false,
  processed_at timestamptz,
  constraint tds_inbox_events_pk primary key (id),
  constraint tds_inbox_events_idempotency_key unique (idempotency_key)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- A delivery is written twice: when it comes in, and when it is processed. Half of each page is left for the second, and
-- no index holds processed or processed_at: then it stays in its page and touches no index (a HOT update), which took a
-- third off the WAL of an event's completion.

-- Bodies are read one by one and never searched: lz4 costs least where the server was built with it.
do $$
begin
  alter table tds_inbox_events alter column body set compression lz4;
exception when feature_not_supported then
  raise notice 'this server has no lz4; bodies are compressed with pglz';
end
$$;

comment on table tds_inbox_events is 'Every delivery as received, accepted or refused: one row an HTTP call, duplicates counted on the first.';
comment on column tds_inbox_events.event_id is 'The queue row this delivery became; follows a redrive to its new id; null for pings and refusals.';
comment on column tds_inbox_events.body is 'The body as text; body_bytes holds the bytes besides where the text is not exact.';
comment on column tds_inbox_events.refusal is 'Why the delivery was refused: unreadable, no_id, unknown_kind, other_kind, unknown_operation, wrong_signature, too_large.';
comment on column tds_inbox_events.modified_time is 'The record''s own time in this delivery, where it has one.';
comment on column tds_inbox_events.time_ahead is 'The record''s own time is more than a day ahead of the database''s clock: taken, but a clock is wrong somewhere.';
comment on column tds_inbox_events.idempotency_key is 'What makes a repeat of this delivery a duplicate; null for refusals, pings, and a delivery that gave its key up to a repeat because its event was dead.';
comment on column tds_inbox_events.processed is 'Nothing needs this delivery any more: retention and the guide''s purge may take it.';
comment on constraint tds_inbox_events_idempotency_key on tds_inbox_events is 'Serves the intake: two identical deliveries, also at once, become one event.';

create index tds_inbox_events_event on tds_inbox_events (event_id) where event_id is not null;
comment on index tds_inbox_events_event is 'Serves the completion of an event, and the guide''s "Check inbox (original webhook)".';

create index tds_inbox_events_record on tds_inbox_events (entity_type, entity_id, arrival) where event_id is not null;
comment on index tds_inbox_events_record is 'Serves the intake of a timeless body: the newest accepted delivery of a record.';

create index tds_inbox_events_received on tds_inbox_events (received_at);
comment on index tds_inbox_events_received is 'Serves retention: nothing was processed before it was received.';

create index tds_inbox_events_ahead on tds_inbox_events (received_at) where time_ahead;
comment on index tds_inbox_events_ahead is 'Serves the count of deliveries whose time is ahead; holds next to nothing.';

create table tds_refusal_counts (
  hour timestamptz not null,
  refusal text not null,
  refused bigint not null,
  constraint tds_refusal_counts_pk primary key (hour, refusal)
);
comment on table tds_refusal_counts is 'Refused deliveries an hour by cause, those beyond the inbox''s hourly cap included.';

create table tds_sync_queue (
  id uuid not null,
  delivery_id uuid not null,
  arrival bigint not null,
  event_type text not null,
  entity_type text not null,
  entity_id text not null,
  status text not null default 'pending',
  priority smallint not null default 5,
  attempt_count integer not null default 0,
  queued_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  started_at timestamptz,
  completed_at timestamptz,
  error_message text,
  lease_owner text,
  lease_token uuid,
  lease_expires_at timestamptz,
  alone boolean not null default false,
  constraint tds_sync_queue_pk primary key (id),
  constraint tds_sync_queue_status check (status in ('pending', 'processing', 'retry', 'completed', 'dead_letter'))
) with (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.02);

comment on table tds_sync_queue is 'One row an event; the body stays in the inbox, so that a status update copies no payload.';
comment on column tds_sync_queue.due_at is 'When an event in retry is due; every pending event is due at once.';
comment on column tds_sync_queue.attempt_count is 'Attempts that ended, the successful one included.';
comment on column tds_sync_queue.lease_token is 'New at every claim; whoever ends the attempt must still hold it.';
comment on column tds_sync_queue.alone is 'Has lost a lease: runs by itself from then on, so that it harms no neighbour if it was the cause.';

create index tds_sync_queue_pending on tds_sync_queue (priority, arrival) where status = 'pending' and not alone;
comment on index tds_sync_queue_pending is 'Serves the claim of pending events in order.';

create index tds_sync_queue_retry on tds_sync_queue (due_at) where status = 'retry' and not alone;
comment on index tds_sync_queue_retry is 'Serves the claim of events whose retry is due.';

create index tds_sync_queue_alone on tds_sync_queue (priority, arrival) where alone and status in ('pending', 'retry');
comment on index tds_sync_queue_alone is 'Serves the claim of a single event that has lost a lease.';

create index tds_sync_queue_processing on tds_sync_queue (lease_expires_at) where status = 'processing';
comment on index tds_sync_queue_processing is 'Serves the reaping of expired leases, the lists of recent events, and the guide''s "Find stuck events".';

create table tds_sync_logs (
  id bigint generated always as identity,
  queue_id uuid not null,
  event_type text not null,
  entity_id text not null,
  created_at timestamptz not null default now(),
  attempt integer not null,
  outcome text not null,
  duration_ms double precision not null,
  error text,
  worker text,
  constraint tds_sync_logs_pk primary key (id),
  constraint tds_sync_logs_outcome check (outcome in ('applied', 'unchanged', 'superseded', 'incomplete', 'failed'))
) with (autovacuum_vacuum_insert_scale_factor = 0.05);

comment on table tds_sync_logs is 'One row an attempt that ended, written in the transaction that ended it.';

create index tds_sync_logs_event on tds_sync_logs (queue_id, created_at);
comment on index tds_sync_logs_event is 'Serves the guide''s "Check sync logs" of one event.';

create index tds_sync_logs_time on tds_sync_logs (created_at);
comment on index tds_sync_logs_time is 'Serves the last hour''s figures and retention.';

create table tds_dead_letter_queue (
  id uuid not null,
  original_queue_id uuid not null,
  delivery_id uuid not null,
  arrival bigint not null,
  event_type text not null,
  entity_type text not null,
  entity_id text not null,
  priority smallint not null,
  payload jsonb not null,
  attempt_count integer not null,
  last_error text not null,
  moved_to_dlq_at timestamptz not null default now(),
  retry_count integer not null default 0,
  last_retry_at timestamptz,
  redriven_at timestamptz,
  repeated_by uuid,
  discarded_at timestamptz,
  discard_reason text,
  constraint tds_dead_letter_queue_pk primary key (id),
  constraint tds_dead_letter_queue_original unique (original_queue_id)
);

comment on table tds_dead_letter_queue is 'Events whose attempts are spent. A row''s id is the id its event gets when it is redriven.';
comment on column tds_dead_letter_queue.redriven_at is 'When the event left the dead letters: by an operator''s retry, or because Zoho sent it again (repeated_by).';
comment on column tds_dead_letter_queue.repeated_by is 'The delivery that repeated this event and so closed the dead letter.';
comment on constraint tds_dead_letter_queue_original on tds_dead_letter_queue is 'Serves the guide''s "Check if in DLQ": an event dies once; redriven it has a new id.';

create index tds_dead_letter_queue_open on tds_dead_letter_queue (moved_to_dlq_at desc, id) where redriven_at is null and discarded_at is null;
comment on index tds_dead_letter_queue_open is 'Serves the list of open dead letters, newest first.';
