-- Two roles for TDS Core, in the database that psql is connected to: one that owns the tables, for
-- `java -jar tds-api.jar migrate`, and one for the services, which reads and writes rows and can do nothing else.
--
--   psql -d tds -v owner=tds_owner -v service=tds -f roles.sql   # as a superuser
--
-- Passwords are set apart (\password tds_owner). May be run again, and where the tables are there already: they become the
-- owner's. Beside running services it may meet their locks; then it changes nothing and is to be run again.
--
-- Before PostgreSQL 15 everybody may make tables in schema public, unless an administrator does
-- "revoke create on schema public from public", which other applications of the database may rely on.
\set ON_ERROR_STOP on
begin;
set local lock_timeout = '3s';

select format('create role %I login', name)
  from unnest(array[:'owner', :'service']) name
 where not exists (select from pg_roles where rolname = name) \gexec

-- The owner makes schema zoho.
select format('grant create on database %I to %I', current_database(), :'owner') \gexec
grant usage, create on schema public to :"owner";
grant usage on schema public to :"service";

-- What is there already.
create temporary view ours as
select c.oid::regclass as name, c.relkind = 'S' as sequence, pg_get_userbyid(c.relowner) as owner
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'S') and (n.nspname = 'zoho' or (n.nspname = 'public' and c.relname like 'tds\_%'));

select format('alter schema zoho owner to %1$I; grant usage on schema zoho to %2$I', :'owner', :'service')
  from pg_namespace
 where nspname = 'zoho' \gexec
-- The mirror first, as handlers lock them.
select format('alter table %s owner to %I', name, :'owner')
  from ours
 where not sequence and owner <> :'owner'
 order by name::text desc \gexec
select format('grant select, insert, update, delete on %s to %I', name, :'service') from ours where not sequence \gexec
select format('grant usage, select on sequence %s to %I', name, :'service') from ours where sequence \gexec
select format('alter function %s owner to %I', oid::regprocedure, :'owner')
  from pg_proc
 where pronamespace = 'public'::regnamespace and proname like 'tds\_%' \gexec

-- What migrations make from now on.
alter default privileges for role :"owner" grant usage on schemas to :"service";
alter default privileges for role :"owner" grant select, insert, update, delete on tables to :"service";
alter default privileges for role :"owner" grant usage, select on sequences to :"service";

drop view ours;
commit;
