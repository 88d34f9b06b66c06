-- What operators ask for is stored once, and the page counts what waits for them.

create unique index tds_pull_requests_once on tds_pull_requests (action, kind, entity_id) nulls not distinct
  where taken_at is null;
comment on index tds_pull_requests_once is 'Serves the promise that a request that still waits is stored only once.';

create index tds_pull_fetches_held on tds_pull_fetches (organization_id, kind) where held_back;
comment on index tds_pull_fetches_held is 'Serves the count of the deletions that wait for an operator.';
