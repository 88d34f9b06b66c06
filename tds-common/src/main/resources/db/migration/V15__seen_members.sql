-- What Zoho sends and no column reads, so that an operator sees when Zoho adds a member.

create table tds_seen_members (
  entity_type text not null,
  member text not null,
  shape text not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  constraint tds_seen_members_pk primary key (entity_type, member)
);
comment on table tds_seen_members is 'Members of records that no column reads, by kind. A name and a shape, and nothing of a value.';
comment on column tds_seen_members.shape is 'What the first value looked like, such as date, number or list of objects. empty if every value so far said nothing.';
comment on column tds_seen_members.last_seen_at is 'When a record last had it. Each worker writes it at most once a day.';

create index tds_seen_members_newest on tds_seen_members (first_seen_at desc);
comment on index tds_seen_members_newest is 'Serves the list of members, newest first, and their count of a week.';
