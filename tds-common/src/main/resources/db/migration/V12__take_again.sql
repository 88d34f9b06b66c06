-- An operator may have a refused delivery taken again. Its row keeps what that needs, and says which event came of it.

alter table tds_inbox_events
  add column method text,
  add column whole boolean,
  add column taken_at timestamptz,
  add column taken_as uuid,
  add column taken_from uuid;

comment on column tds_inbox_events.method is 'The HTTP method of a refused delivery or a test call. Null for accepted deliveries, whose operation tells, and in rows of earlier releases.';
comment on column tds_inbox_events.whole is 'Whether body and query of a refused delivery or a test call are all that was sent. Null for accepted deliveries, which are whole, and in rows of earlier releases.';
comment on column tds_inbox_events.taken_at is 'When an operator had this refused delivery taken again.';
comment on column tds_inbox_events.taken_as is 'The event that this refused delivery became, or repeated, when it was taken again.';
comment on column tds_inbox_events.taken_from is 'The refused delivery that was taken again as this one.';

comment on index tds_inbox_events_refused is 'Serves the list of refused deliveries, newest first, the refused deliveries that are taken again in bulk, oldest first, and their count in a minute.';
