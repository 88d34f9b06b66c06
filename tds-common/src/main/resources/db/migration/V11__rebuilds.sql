-- Rebuilds of the mirror's columns and lines, after an upgrade changed the definition of a kind.

create table tds_rebuilds (
  entity_type text not null,
  definition text not null,
  position text not null default '',
  examined bigint not null default 0,
  changed bigint not null default 0,
  unreadable bigint not null default 0,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint tds_rebuilds_pk primary key (entity_type)
);

comment on table tds_rebuilds is 'One row a kind: its newest rebuild, and where the next page begins. The few rows need no further index.';
comment on column tds_rebuilds.definition is 'A hash of the definition by which the rows are or were rebuilt.';
comment on column tds_rebuilds.position is 'The last key that was rebuilt, in the order of keys.';
comment on column tds_rebuilds.unreadable is 'Rows that stay as they are, because a value that matters cannot be read.';
