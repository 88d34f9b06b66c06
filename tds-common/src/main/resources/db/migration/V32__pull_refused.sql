-- A record that was refused here is not fetched again by each head read.

alter table tds_pull_listed add column refused_hash text;
comment on column tds_pull_listed.refused_hash is 'The hash of the row at the last fetch, if the inbox refused the record; empty if it was fetched without its row. Null if it was accepted.';
