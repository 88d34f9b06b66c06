-- To index the words of a record takes longer than to keep its delivery. So the intake writes them down, and a task
-- indexes them a few seconds later, many records at once. The search reads both.

alter table tds_record_names alter column words drop not null, add column new_words text;
comment on column tds_record_names.new_words is 'Words that deliveries said and that are not yet in words, separated by blanks. Null if there are none.';

drop index tds_record_names_words;
create index tds_record_names_words on tds_record_names using gin (words) with (gin_pending_list_limit = 512)
 where words is not null;
comment on index tds_record_names_words is 'Serves the search by parts of words.';

create index tds_record_names_new on tds_record_names (arrival) where new_words is not null;
comment on index tds_record_names_new is 'Serves the task that indexes new words, the oldest first, and the search among them, the newest first.';
