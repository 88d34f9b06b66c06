-- A bulk action discards dead letters or redrives them.
alter table tds_bulk_redrives add column discard_reason text;

comment on table tds_bulk_redrives is 'Redrives and discards of many dead letters at a rate; the letters carry its id.';
comment on column tds_bulk_redrives.redriven is 'Dead letters that it has redriven or discarded.';
comment on column tds_bulk_redrives.discard_reason is 'Why it discards its dead letters; null if it redrives them.';
