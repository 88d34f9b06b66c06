-- What the dashboard needs beside the queue's own tables: counts that stay exact and cheap, the groups of dead
-- letters, and what operators do.

-- Counts by status. Each statement that changes the queue, an operator's included, appends what it changed; the sum is
-- the count. Nothing is ever updated here, so that no commit waits for another. A duty folds the rows into few.
create table tds_queue_counts (
  status text not null,
  events bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

comment on table tds_queue_counts is 'Changes in the number of events by status; their sum is the number. Kept by triggers on tds_sync_queue.';

-- The search path is fixed, so that the trigger also works where a restore has emptied it.
create function tds_count_events() returns trigger
  language plpgsql set search_path from current
as $$
begin
  case tg_op
    when 'INSERT' then
      insert into tds_queue_counts (status, events)
      select status, count(*)
        from new_rows
       group by status;
    when 'UPDATE' then
      insert into tds_queue_counts (status, events)
      select status, sum(change)
        from (select status, 1 as change from new_rows
              union all
              select status, -1 from old_rows) changes
       group by status
      having sum(change) <> 0;
    when 'DELETE' then
      insert into tds_queue_counts (status, events)
      select status, -count(*)
        from old_rows
       group by status;
    else
      truncate tds_queue_counts;
  end case;
  return null;
end
$$;
comment on function tds_count_events() is 'Appends to tds_queue_counts what a statement changed.';

create trigger tds_sync_queue_count_insert after insert on tds_sync_queue
  referencing new table as new_rows
  for each statement execute function tds_count_events();

create trigger tds_sync_queue_count_update after update on tds_sync_queue
  referencing old table as old_rows new table as new_rows
  for each statement execute function tds_count_events();

create trigger tds_sync_queue_count_delete after delete on tds_sync_queue
  referencing old table as old_rows
  for each statement execute function tds_count_events();

create trigger tds_sync_queue_count_truncate after truncate on tds_sync_queue
  for each statement execute function tds_count_events();

insert into tds_queue_counts (status, events)
select status, count(*)
  from tds_sync_queue
 group by status;

-- Attempts that ended, by the ten seconds in which they did: the last hour is at most 720 rows once folded.
create table tds_attempt_counts (
  period timestamptz not null,
  failed boolean not null,
  attempts bigint not null,
  duration_ms double precision not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

comment on table tds_attempt_counts is 'Attempts that ended and their duration in all, by period of ten seconds. Kept by a trigger on tds_sync_logs.';

create function tds_count_attempts() returns trigger
  language plpgsql set search_path from current
as $$
begin
  insert into tds_attempt_counts (period, failed, attempts, duration_ms)
  select date_bin('10 s', created_at, 'epoch'), outcome = 'failed', count(*), sum(duration_ms)
    from new_rows
   group by 1, 2;
  return null;
end
$$;
comment on function tds_count_attempts() is 'Appends to tds_attempt_counts what a statement logged.';

create trigger tds_sync_logs_count after insert on tds_sync_logs
  referencing new table as new_rows
  for each statement execute function tds_count_attempts();

insert into tds_attempt_counts (period, failed, attempts, duration_ms)
select date_bin('10 s', created_at, 'epoch'), outcome = 'failed', count(*), sum(duration_ms)
  from tds_sync_logs
 where created_at > now() - interval '1 hour'
 group by 1, 2;

-- The indexes of the lists leave out what is in processing, so that a claim adds no entry to any of them. A list reads
-- those few events from tds_sync_queue_processing.
create index tds_sync_queue_recent on tds_sync_queue (status, queued_at, id) where status <> 'processing';
comment on index tds_sync_queue_recent is 'Serves the list of recent events, by status or merged from all, the age of the oldest pending event, and retention: nothing was completed before it was queued.';

create index tds_sync_queue_type on tds_sync_queue (event_type, status, queued_at, id) where status <> 'processing';
comment on index tds_sync_queue_type is 'Serves the list of recent events of one type.';

create index tds_sync_queue_record on tds_sync_queue (entity_id, queued_at) where status <> 'processing';
comment on index tds_sync_queue_record is 'Serves the list of recent events of one record, also after retention has taken its deliveries.';

create index tds_dead_letter_queue_delivery on tds_dead_letter_queue (delivery_id);
comment on index tds_dead_letter_queue_delivery is 'Serves the story of one event: its dead letters across redrives.';

-- Errors that differ only in values, ids and numbers share a pattern. Names in quotes after the words below are no values.
create function tds_error_pattern(error text) returns text
  language sql immutable strict parallel safe
return left(
  regexp_replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(
          regexp_replace(error,
            '\m(column|constraint|encoding|function|index|operator|relation|schema|table|type) "([^"]*)"', '\1 «\2»', 'g'),
          '"[^"]*"|\Y''[^'']*''', '"…"', 'g'),
        '(\)=|\mcontains )\([^)]*\)', '\1(…)', 'g'),
      '\m([0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,})\M', '#', 'gi'),
    '[0-9]+([.,:][0-9]+)*', '#', 'g'),
  300);
comment on function tds_error_pattern(text) is 'An error with its values, ids and numbers cut out.';

alter table tds_dead_letter_queue
  add column error_group text generated always as (left(md5(entity_type || ' ' || tds_error_pattern(last_error)), 12)) stored,
  add column bulk_id uuid;

comment on column tds_dead_letter_queue.error_group is 'The kind and the pattern of the error, as one short id.';
comment on column tds_dead_letter_queue.bulk_id is 'The bulk redrive that is to take, or took, this dead letter.';

create index tds_dead_letter_queue_group on tds_dead_letter_queue (error_group, moved_to_dlq_at) where redriven_at is null and discarded_at is null;
comment on index tds_dead_letter_queue_group is 'Serves the groups of open dead letters.';

create index tds_dead_letter_queue_bulk on tds_dead_letter_queue (bulk_id, moved_to_dlq_at, id) where bulk_id is not null and redriven_at is null and discarded_at is null;
comment on index tds_dead_letter_queue_bulk is 'Serves the next step of a bulk redrive.';

create table tds_bulk_redrives (
  id uuid not null,
  requested_at timestamptz not null default now(),
  requested_by text not null,
  filter jsonb not null,
  rate integer not null,
  matched integer not null,
  redriven integer not null default 0,
  stepped_at timestamptz not null default '-infinity',
  ended_at timestamptz,
  cancelled_by text,
  constraint tds_bulk_redrives_pk primary key (id)
);
comment on table tds_bulk_redrives is 'Redrives of many dead letters at a rate; the letters carry its id.';
comment on column tds_bulk_redrives.matched is 'Dead letters it took on; what it did not redrive in the end somebody else had closed, or it was cancelled.';

create index tds_bulk_redrives_running on tds_bulk_redrives (stepped_at) where ended_at is null;
comment on index tds_bulk_redrives_running is 'Serves the duty that steps running bulk redrives.';

create table tds_paused_kinds (
  entity_type text not null,
  paused_at timestamptz not null default now(),
  paused_by text not null,
  constraint tds_paused_kinds_pk primary key (entity_type)
);
comment on table tds_paused_kinds is 'Kinds whose events are not claimed; their intake goes on.';

create table tds_audit_trail (
  id bigint generated always as identity,
  acted_at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null,
  detail text,
  constraint tds_audit_trail_pk primary key (id)
);
comment on table tds_audit_trail is 'Who did what, when: a row an operator''s action, written in its transaction.';

create index tds_audit_trail_time on tds_audit_trail (acted_at);
comment on index tds_audit_trail_time is 'Serves retention.';

create index tds_audit_trail_subject on tds_audit_trail (subject);
comment on index tds_audit_trail_subject is 'Serves the story of one event: what operators did to it.';
