-- Any kind that the catalogue does not know, and the names of such kinds. Senders choose the names, so there is a table that
-- bounds how many there can be.

create table zoho.other_records (
  entity_type text not null,
  entity_id text not null,
  name text,
  status text,
  date date,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint other_records_pk primary key (entity_type, entity_id)
) with (fillfactor = 80);
comment on table zoho.other_records is 'Records of every kind without a table of its own, such as custom modules. entity_type is the kind''s name, entity_id Zoho''s id.';
comment on column zoho.other_records.version_time is 'First half of the version: the record''s own time, else the time its delivery arrived; -infinity where only the id is known.';
comment on column zoho.other_records.version_arrival is 'Second half of the version: tds_inbox_events.arrival of the delivery.';
comment on column zoho.other_records.event_id is 'The event that last moved the version.';
comment on column zoho.other_records.changed_by is 'The event that last changed the content.';
comment on column zoho.other_records.deleted_at is 'The mark of a deleted record, which keeps its key and version.';
comment on column zoho.other_records.stale_since is 'Since when something is known to be missing here, until a full body or a later pull settles it.';
comment on column zoho.other_records.record is 'The record as received, merged member by member.';

create index other_records_stale on zoho.other_records (entity_type, stale_since) where stale_since is not null;
comment on index zoho.other_records_stale is 'Serves the later pull: what is incomplete, kind by kind, longest first.';

create index other_records_id on zoho.other_records (entity_id);
comment on index zoho.other_records_id is 'Serves zoho.records: the record with an id, whatever its kind.';

create table tds_other_kinds (
  name text not null,
  first_seen_at timestamptz not null default now(),
  constraint tds_other_kinds_pk primary key (name)
);
comment on table tds_other_kinds is 'The kinds in zoho.other_records, by the name that their first delivery gave them. At most WEBHOOK_MAX_OTHER_KINDS.';

-- As of the other tables of records: lz4 costs least where the server was built with it.
do $$
begin
  alter table zoho.other_records alter column record set compression lz4;
exception when feature_not_supported then
  raise notice 'this server has no lz4; records are compressed with pglz';
end
$$;
