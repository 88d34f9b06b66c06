-- The credentials are asked which organisations they reach, so that a wrong setting is told in words.

alter table tds_pull_budgets add column checked_credentials text, add column next_check_at timestamptz;
comment on column tds_pull_budgets.checked_credentials is 'A hash of the credentials that were last asked which organisations they reach.';
comment on column tds_pull_budgets.next_check_at is 'When they are asked again.';
