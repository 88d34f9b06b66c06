-- The comments of V1 quoted headings that docs/OPERATIONS.md does not have. V1 itself stays as it was applied.

comment on column tds_inbox_events.processed is 'Nothing needs this delivery any more: retention may take it, and the statements of docs/OPERATIONS.md, "Purging".';
comment on index tds_inbox_events_event is 'Serves the completion of an event, and docs/OPERATIONS.md, "One event".';
comment on index tds_sync_queue_processing is 'Serves the reaping of expired leases, the lists of recent events, and docs/OPERATIONS.md, "Stuck events".';
comment on index tds_sync_logs_event is 'Serves docs/OPERATIONS.md, "One event": the log of its attempts.';
comment on constraint tds_dead_letter_queue_original on tds_dead_letter_queue is 'Serves docs/OPERATIONS.md, "One event": an event dies once; redriven it has a new id.';
