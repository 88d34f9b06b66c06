-- What the dashboard's page needs besides: figures over time, and the refused deliveries as a list.

-- A duty writes a row a minute from what is kept for the last hour, so that a week costs no more than reading its rows.
create table tds_minutes (
  minute timestamptz not null,
  received bigint not null,
  refused bigint not null,
  succeeded bigint not null,
  failed bigint not null,
  duration_ms double precision not null,
  latency_p50_ms double precision,
  latency_p95_ms double precision,
  pending bigint,
  waiting_retry bigint,
  dead_letter bigint,
  oldest_pending_seconds double precision,
  constraint tds_minutes_pk primary key (minute)
);
comment on table tds_minutes is 'The figures of each minute that is over; retention takes them after eight days.';
comment on column tds_minutes.received is 'Deliveries that became an event.';
comment on column tds_minutes.refused is 'Refused deliveries that the inbox kept.';
comment on column tds_minutes.duration_ms is 'What the minute''s attempts took together.';
comment on column tds_minutes.latency_p50_ms is 'From queued to completed, of the minute''s newest at most 1,000 completions; null where none.';
comment on column tds_minutes.pending is 'As it stood when the minute was over, as are the other levels; null where the row was written later than that.';
comment on constraint tds_minutes_pk on tds_minutes is 'Serves the figures over hour, day and week, the duty that adds to them, and retention.';

create index tds_inbox_events_refused on tds_inbox_events (received_at, id) where refusal is not null;
comment on index tds_inbox_events_refused is 'Serves the list of refused deliveries, newest first, and their count in a minute.';
