-- An attempt that took effect may have left something out. Its note says what.

alter table tds_sync_logs add column note text;
comment on column tds_sync_logs.note is 'What an attempt that took effect left out, such as values that no column could take. Null for nearly all.';
