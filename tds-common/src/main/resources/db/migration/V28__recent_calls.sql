-- No minute has more calls than the setting, wherever it begins. Counts of fixed minutes allowed twice as many around
-- the end of one.

alter table tds_pull_budgets
  drop column minute_began_at,
  drop column minute_calls,
  add column recent_calls timestamptz[] not null default '{}';
comment on column tds_pull_budgets.recent_calls is 'When the calls of the last minute were made, by the worker''s clock.';
