-- The page tells what Zoho answered about a record, and a pause ends that began while the worker's clock was ahead.

alter table tds_pull_requests
  add column answered_at timestamptz,
  add column answer text,
  add constraint tds_pull_requests_answer check (answer in ('same', 'delivered', 'gone'));
comment on column tds_pull_requests.answered_at is 'When Zoho was asked for the record.';
comment on column tds_pull_requests.answer is 'same if the mirror had just what Zoho has, delivered if the record entered the inbox, gone if Zoho has no such record.';

create index tds_pull_requests_record on tds_pull_requests (kind, entity_id, id) where action = 'pull';
comment on index tds_pull_requests_record is 'Serves the last requests for a record, on its page.';

alter table tds_pull_budgets add column paused_at timestamptz, add column head_interval_ms bigint;
comment on column tds_pull_budgets.head_interval_ms is 'Between two looks at the newest changes of a kind: the setting, or longer if the budget is small.';
comment on column tds_pull_budgets.paused_at is 'When the pause was set, by the worker''s clock.';

alter table tds_pull_states add column paused_at timestamptz;
comment on column tds_pull_states.paused_at is 'When the pause was set, by the worker''s clock.';
