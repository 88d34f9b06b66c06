-- The page says why pulling waits, also when its share of the day's calls is spent.

alter table tds_pull_budgets add column share integer;
comment on column tds_pull_budgets.share is 'The calls a day that pulling may make, by the worker''s settings at its last call.';
