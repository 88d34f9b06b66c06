-- What operators look for: the number and the name of each record that a delivery named, and the words that find it.
--
-- The words are plain: small letters without accents, one form of each Arabic letter, digits 0 to 9. The intake writes
-- them, so no extension is needed, and a record is found before its first event was applied. PostgreSQL's own tsvector
-- finds the beginning of a word. Digits are held backwards too, after ~, so that the end of a number is found.
--
-- A row is written only if a delivery says something new of its record. Rows of records that were there before come with
-- the rebuild at the first start of a worker.

create table tds_record_names (
  entity_type text not null,
  entity_id text not null,
  number text,
  name text,
  words tsvector not null,
  said bigint not null default 0,
  arrival bigint not null,
  constraint tds_record_names_pk primary key (entity_type, entity_id)
);
comment on table tds_record_names is 'The number and name of a record as the last delivery said, and the words by which the page finds it. One row a record.';
comment on column tds_record_names.words is 'Plain words of its id, number, names, e-mail and telephone, also of former ones. Digits are there backwards too, after ~.';
comment on column tds_record_names.said is 'A hash of what the last delivery said, so that a delivery that says the same costs next to nothing.';
comment on column tds_record_names.arrival is 'The delivery that last said something new of these.';

create index tds_record_names_words on tds_record_names using gin (words) with (gin_pending_list_limit = 512);
comment on index tds_record_names_words is 'Serves the search by parts of words.';
