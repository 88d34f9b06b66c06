-- Of a kind the newest records are fetched first, and a record that was refused here has an answer of its own.

create index tds_pull_fetches_newest on tds_pull_fetches (organization_id, kind, reason, listed_time desc nulls last)
  where not held_back;
comment on index tds_pull_fetches_newest is 'Serves the choice of the next records to fetch of one kind, newest first.';
comment on index tds_pull_fetches_next is 'Serves the choice of the kind whose records are fetched next.';

alter table tds_pull_requests
  drop constraint tds_pull_requests_answer,
  add constraint tds_pull_requests_answer check (answer in ('same', 'delivered', 'refused', 'gone'));
comment on column tds_pull_requests.answer is 'same if the mirror had just what Zoho has, delivered if the record entered the inbox, refused if the inbox keeps it as a refused delivery, gone if Zoho has no such record.';
