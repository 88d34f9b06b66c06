-- What the watch knows of backups: deploy/bin/tds-backup adds a row once a dump is complete.

create table tds_backups (
  finished_at timestamptz not null default now(),
  host text not null,
  file text not null,
  bytes bigint not null,
  constraint tds_backups_pk primary key (finished_at)
);
comment on table tds_backups is 'Each backup that was completed: a row a dump, whichever machine made it.';
comment on column tds_backups.file is 'Its path on that host.';
comment on constraint tds_backups_pk on tds_backups is 'Serves the alert of an old backup: when the last one was completed.';
