-- Pulling from Zoho's REST API: the organisation's budget and token, what was listed and compared, what is to be fetched.
-- Each table is keyed by the organisation, although an installation has only one today.

alter table tds_inbox_events add column source text not null default 'webhook';
comment on column tds_inbox_events.source is 'How the delivery came here: webhook, or pull for a record that the worker fetched from Zoho.';

create index tds_inbox_events_pulled on tds_inbox_events (received_at) where source = 'pull';
comment on index tds_inbox_events_pulled is 'Serves the search for lost webhooks among the records that were fetched lately.';

create table tds_zoho_tokens (
  organization_id text not null,
  access_token text,
  expires_at timestamptz,
  renewed_by text,
  renewal_ends_at timestamptz,
  constraint tds_zoho_tokens_pk primary key (organization_id)
);
comment on table tds_zoho_tokens is 'The access token of Zoho''s API, for about an hour each. One process renews it for all.';
comment on column tds_zoho_tokens.renewal_ends_at is 'Until when renewed_by alone may ask for a new token.';

create table tds_pull_budgets (
  organization_id text not null,
  daily_limit integer,
  remaining integer,
  resets_at timestamptz,
  calls_today integer not null default 0,
  minute_began_at timestamptz,
  minute_calls integer not null default 0,
  troubles integer not null default 0,
  paused_until timestamptz,
  paused_reason text,
  paused_credentials text,
  clock_ahead_ms bigint,
  updated_at timestamptz not null default now(),
  constraint tds_pull_budgets_pk primary key (organization_id)
);
comment on table tds_pull_budgets is 'One row an organisation: the calls that Zoho allows, the calls made today, and why pulling waits. The row needs no further index.';
comment on column tds_pull_budgets.daily_limit is 'The day''s calls by Zoho''s own headers. Null until an answer had them.';
comment on column tds_pull_budgets.calls_today is 'The calls of this installation until resets_at.';
comment on column tds_pull_budgets.troubles is 'Answers in a row that asked for a pause. Each makes the next pause longer.';
comment on column tds_pull_budgets.paused_until is 'Until when no call is made. infinity means until an operator resumes, or other credentials are set.';
comment on column tds_pull_budgets.paused_credentials is 'A hash that tells the refused credentials from others.';
comment on column tds_pull_budgets.clock_ahead_ms is 'How far Zoho''s clock was ahead of the worker''s, by the Date header of the last answer.';

create table tds_pull_states (
  organization_id text not null,
  kind text not null,
  cursor_time timestamptz,
  last_head_at timestamptz,
  last_sweep_at timestamptz,
  modified_order text not null default 'untested',
  created_order text not null default 'untested',
  orders_tested_at timestamptz,
  paused_until timestamptz,
  paused_reason text,
  constraint tds_pull_states_pk primary key (organization_id, kind),
  constraint tds_pull_states_orders check (
    modified_order in ('untested', 'honoured', 'ignored') and created_order in ('untested', 'honoured', 'ignored'))
);
comment on table tds_pull_states is 'One row a kind: how far its changes were read, and what its list can do. The few rows need no further index.';
comment on column tds_pull_states.cursor_time is 'Zoho''s own time of the newest change that was read. Webhooks never move it.';
comment on column tds_pull_states.modified_order is 'Whether Zoho sorted the list by last_modified_time when it was asked to.';

create table tds_pull_sweeps (
  id bigint generated always as identity,
  organization_id text not null,
  kind text not null,
  started_at timestamptz not null,
  arrival bigint not null,
  next_page integer not null default 1,
  pages_read integer not null default 0,
  zoho_rows integer not null default 0,
  mirror_rows bigint not null default 0,
  missing integer not null default 0,
  outdated integer not null default 0,
  different integer not null default 0,
  extra integer not null default 0,
  held_back integer not null default 0,
  listed_at timestamptz,
  ended_at timestamptz,
  failure text,
  constraint tds_pull_sweeps_pk primary key (id)
);
comment on table tds_pull_sweeps is 'Each comparison of a kind''s whole list with the mirror, and what it found. Kept for a year.';
comment on column tds_pull_sweeps.arrival is 'Drawn at the start. A record with a later version is no candidate for deletion.';
comment on column tds_pull_sweeps.missing is 'Records that Zoho has and the mirror has not.';
comment on column tds_pull_sweeps.outdated is 'Records of which Zoho has a later version.';
comment on column tds_pull_sweeps.different is 'Records that differ at the same version.';
comment on column tds_pull_sweeps.extra is 'Records that the mirror has and Zoho''s list has not.';
comment on column tds_pull_sweeps.held_back is 'Candidates for deletion that wait for an operator, because they are too many.';

create unique index tds_pull_sweeps_running on tds_pull_sweeps (organization_id, kind) where ended_at is null;
comment on index tds_pull_sweeps_running is 'Serves the sweep that goes on where it stopped. A kind has one at most.';

create index tds_pull_sweeps_ended on tds_pull_sweeps (organization_id, kind, ended_at) where ended_at is not null;
comment on index tds_pull_sweeps_ended is 'Serves the newest result of each kind, its history, and retention.';

create table tds_pull_listed (
  organization_id text not null,
  kind text not null,
  entity_id text not null,
  sweep bigint not null,
  row_hash text not null,
  checked_hash text,
  constraint tds_pull_listed_pk primary key (organization_id, kind, entity_id)
) with (fillfactor = 80);
comment on table tds_pull_listed is 'The records of Zoho''s lists, as of the last sweep that saw each.';
comment on column tds_pull_listed.row_hash is 'A hash of the row''s time and of the members that are compared.';
comment on column tds_pull_listed.checked_hash is 'The hash of the row at the last fetch. A row that is still the same is not fetched again.';

create table tds_pull_fetches (
  organization_id text not null,
  kind text not null,
  entity_id text not null,
  reason text not null,
  priority smallint not null,
  listed_time timestamptz,
  row_hash text,
  held_back boolean not null default false,
  tries integer not null default 0,
  found_at timestamptz not null,
  due_at timestamptz not null,
  last_error text,
  constraint tds_pull_fetches_pk primary key (organization_id, kind, entity_id),
  constraint tds_pull_fetches_reason check (reason in ('requested', 'changed', 'stale', 'missing', 'outdated', 'different', 'gone', 'backfill'))
);
comment on table tds_pull_fetches is 'The records that are to be fetched from Zoho one by one, and why.';
comment on column tds_pull_fetches.reason is 'requested by an operator; changed by the newest changes; stale in the mirror; missing, outdated or different in a sweep; gone from the list; backfill of an empty mirror.';
comment on column tds_pull_fetches.held_back is 'A deletion that waits for an operator, because the sweep found too many.';
comment on column tds_pull_fetches.listed_time is 'The record''s time in the list, for a record that has none itself.';

create index tds_pull_fetches_next on tds_pull_fetches (organization_id, priority, due_at) where not held_back;
comment on index tds_pull_fetches_next is 'Serves the choice of the next record to fetch.';

create table tds_pull_requests (
  id bigint generated always as identity,
  action text not null,
  kind text,
  entity_id text,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  taken_at timestamptz,
  constraint tds_pull_requests_pk primary key (id),
  constraint tds_pull_requests_action check (action in ('sweep', 'pull', 'release', 'pause', 'resume'))
);
comment on table tds_pull_requests is 'What operators asked the worker to pull. The API writes a row, and the worker takes it.';

create index tds_pull_requests_open on tds_pull_requests (id) where taken_at is null;
comment on index tds_pull_requests_open is 'Serves the worker''s look for requests.';
