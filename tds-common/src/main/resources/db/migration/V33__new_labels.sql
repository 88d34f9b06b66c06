-- To merge the label of a record takes longer than to keep its delivery. So the intake appends labels to a table without
-- an index, and a task merges them a few seconds later, many at once. It also splits them into words.

create table tds_new_labels (
  entity_type text not null,
  entity_id text not null,
  number text,
  name text,
  texts text not null,
  phones text not null,
  arrival bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
comment on table tds_new_labels is 'What the deliveries of the last seconds said of the number and name of a record, and of what finds it. A task moves the rows into tds_record_names. It has no index, because it is short and read from its beginning.';
comment on column tds_new_labels.texts is 'Texts by which the record is found, a line each.';
comment on column tds_new_labels.phones is 'Telephone numbers by which the record is found, a line each.';

comment on column tds_record_names.new_words is 'Words that an earlier release wrote and that are not yet in words. Null if there are none.';
comment on index tds_record_names_new is 'Serves the task that merges the words of an earlier release.';
