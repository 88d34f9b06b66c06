-- The pulse of each kind: how many webhooks came in which hour, when the last one came, and how many are overdue. A
-- maintenance task counts them from the inbox, so that no reader counts deliveries.

create table tds_kind_hours (
  entity_type text not null,
  hour timestamptz not null,
  received bigint not null default 0,
  refused bigint not null default 0,
  constraint tds_kind_hours_pk primary key (entity_type, hour)
);
comment on table tds_kind_hours is 'The webhooks of a kind in an hour. Retention takes them after six weeks.';
comment on column tds_kind_hours.received is 'Webhooks that became an event. Neither pulled records nor deliveries that were taken again count.';
comment on column tds_kind_hours.refused is 'Refused deliveries that the inbox kept, by the kind of their address.';
comment on constraint tds_kind_hours_pk on tds_kind_hours is 'Serves the week and the rhythm of one kind.';

create index tds_kind_hours_hour on tds_kind_hours (hour);
comment on index tds_kind_hours_hour is 'Serves retention, and the rhythm of all kinds together.';

create table tds_kind_pulses (
  entity_type text not null,
  last_received_at timestamptz,
  overdue bigint not null default 0,
  lost integer not null default 0,
  constraint tds_kind_pulses_pk primary key (entity_type)
) with (fillfactor = 50);
comment on table tds_kind_pulses is 'One row a kind that ever got a webhook or was pulled. The few rows need no further index.';
comment on column tds_kind_pulses.overdue is 'So many webhooks at least came in the same hours of three of the last four weeks, since the kind fell silent.';
comment on column tds_kind_pulses.lost is 'Changes of the last 24 hours that only pulling found.';

create table tds_pulse (
  only_row boolean not null default true,
  counted_until timestamptz not null,
  watched_since timestamptz not null,
  last_received_at timestamptz,
  overdue bigint not null default 0,
  constraint tds_pulse_pk primary key (only_row),
  constraint tds_pulse_only_row check (only_row)
) with (fillfactor = 50);
comment on table tds_pulse is 'The pulse of all kinds together, and how far the webhooks are counted. Its only row needs no further index.';
comment on column tds_pulse.counted_until is 'Deliveries received before are in tds_kind_hours.';
comment on column tds_pulse.watched_since is 'Since when the task has counted without a pause of minutes. No silence begins before.';

-- The counts of the queue say the kind too. Rows without a kind are from before, or from the previous release. The
-- maintenance task that folds the rows counts the queue again where it finds one.
alter table tds_queue_counts add column entity_type text;
comment on column tds_queue_counts.entity_type is 'The kind. Null in rows of an earlier release.';

create or replace function tds_count_events() returns trigger
  language plpgsql
as $$
begin
  case tg_op
    when 'INSERT' then
      insert into tds_queue_counts (status, events, entity_type)
      select status, count(*), entity_type
        from new_rows
       group by status, entity_type;
    when 'UPDATE' then
      insert into tds_queue_counts (status, events, entity_type)
      select status, sum(change), entity_type
        from (select status, entity_type, 1 as change from new_rows
              union all
              select status, entity_type, -1 from old_rows) changes
       group by status, entity_type
      having sum(change) <> 0;
    when 'DELETE' then
      insert into tds_queue_counts (status, events, entity_type)
      select status, -count(*), entity_type
        from old_rows
       group by status, entity_type;
    else
      truncate tds_queue_counts;
  end case;
  return null;
end
$$;

do $$
begin
  execute format('alter function tds_count_events() set search_path = %I, pg_temp', current_schema());
end $$;

-- What became of the events that a bulk redrive took.
create index tds_dead_letter_queue_bulked on tds_dead_letter_queue (bulk_id) where bulk_id is not null and redriven_at is not null;
comment on index tds_dead_letter_queue_bulked is 'Serves the outcome of a bulk redrive.';

create index tds_bulk_redrives_requested on tds_bulk_redrives (requested_at);
comment on index tds_bulk_redrives_requested is 'Serves the list of bulk redrives, newest first.';
