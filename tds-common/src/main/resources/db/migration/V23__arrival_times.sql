-- Times that a retry does not reset: when the delivery of an event came in, and when an event died for the first time.
-- The columns are added without a default, so that rows of before keep none, and the next statement gives one to rows from
-- now on. An event that is queued with its delivery came in at that moment.

alter table tds_sync_queue add column received_at timestamptz;
alter table tds_sync_queue alter column received_at set default now();
comment on column tds_sync_queue.received_at is 'When its delivery came in, also after a redrive. Null in rows of earlier releases, whose queued_at says it unless they were redriven.';

alter table tds_dead_letter_queue add column first_dead_at timestamptz;
alter table tds_dead_letter_queue alter column first_dead_at set default now();
comment on column tds_dead_letter_queue.first_dead_at is 'When the event became a dead letter for the first time, before any redrive. Null in rows of earlier releases.';

create index tds_dead_letter_queue_first on tds_dead_letter_queue (error_group, coalesce(first_dead_at, moved_to_dlq_at))
  where redriven_at is null and discarded_at is null;
comment on index tds_dead_letter_queue_first is 'Serves the time since when a group of dead letters fails.';
