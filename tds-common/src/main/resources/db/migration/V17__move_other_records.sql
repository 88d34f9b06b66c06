-- What a migration calls that gives a kind a table of its own: earlier releases kept its records among the other records.

create function tds_move_other_records(kind text, kind_table regclass, kind_key text) returns bigint
language plpgsql as $$
declare
  moved bigint;
begin
  execute format(
    'with gone as (
       delete from zoho.other_records where entity_type = $1 returning *
     )
     insert into %1$s as m (%2$I, created_time, last_modified_time, version_time, version_arrival, event_id, changed_by,
                            deleted_at, stale_since, stale_arrival, record)
     select entity_id, created_time, last_modified_time, version_time, version_arrival, event_id, changed_by,
            deleted_at, stale_since, stale_arrival, record
       from gone
      order by entity_id
     on conflict (%2$I) do update
        set created_time = excluded.created_time, last_modified_time = excluded.last_modified_time,
            version_time = excluded.version_time, version_arrival = excluded.version_arrival,
            event_id = excluded.event_id, changed_by = excluded.changed_by, deleted_at = excluded.deleted_at,
            stale_since = excluded.stale_since, stale_arrival = excluded.stale_arrival, record = excluded.record
      where (m.version_time, m.version_arrival) < (excluded.version_time, excluded.version_arrival)',
    kind_table, kind_key)
  using kind;
  get diagnostics moved = row_count;
  delete from tds_other_kinds where name = kind;
  return moved;
end $$;

comment on function tds_move_other_records(text, regclass, text) is
  'Moves the records of a kind from zoho.other_records into the kind''s own table, with version, tombstone and stale mark. The newer version stays. A rebuild then fills the columns and lines.';

do $$
begin
  execute format(
    'alter function tds_move_other_records(text, regclass, text) set search_path = %I, pg_temp', current_schema());
end $$;
