-- What Zoho's lists can do is shown kind by kind, and what the sweeps of a year found week by week.

alter table tds_pull_states
  add column row_times text not null default 'untested',
  add column time_filter text not null default 'untested',
  add column filter_tested_at timestamptz,
  add column missing_scope text,
  add constraint tds_pull_states_row_times check (row_times in ('untested', 'all', 'some', 'none')),
  add constraint tds_pull_states_time_filter check (
    time_filter in ('untested', 'since', 'after', 'equal', 'shifted', 'ignored', 'refused', 'unclear'));
comment on column tds_pull_states.row_times is 'Whether the rows of the list had the time of the last change, at the last sweep.';
comment on column tds_pull_states.time_filter is 'What the list did when it was asked for the changes since a time. Pulling does not rely on it.';
comment on column tds_pull_states.filter_tested_at is 'When Zoho was asked for that. It is asked each week.';
comment on column tds_pull_states.missing_scope is 'The OAuth scope without which Zoho refuses the kind; null as soon as an answer has come.';

create index tds_pull_sweeps_drift on tds_pull_sweeps (organization_id, ended_at)
  where failure is null and mirror_rows > 0 and missing + outdated + different + extra > 0;
comment on index tds_pull_sweeps_drift is 'Serves the drift of a year, by the few sweeps that found a difference.';
