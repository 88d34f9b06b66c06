-- Sets up three roles for TDS Core in the database that psql is connected to. One role owns the tables, for
-- `java -jar tds-api.jar migrate`. The second is for the services. It reads and writes rows and can do nothing else. The
-- third reads schema zoho and nothing else. It has no login, and is granted to the logins of reports.
--
--   psql -d tds -v owner=tds_owner -v service=tds -v reader=tds_reader -f roles.sql   # as a superuser
--
-- Without -v reader the third role is tds_reader. docs/DEPLOYMENT.md says how to give it logins.
--
-- Set passwords separately (\password tds_owner). The script may be run again, and on a database with tables. The owner
-- role becomes the owner of the tables, and of the database if that belongs to the service's role. Beside running
-- services the script may meet their locks. Then it changes nothing, and you run it again. If the service's role has
-- more rights for a reason that the script cannot repair, it names the statement to run first and changes nothing.
\set ON_ERROR_STOP on
\if :{?reader}
\else
  \set reader tds_reader
\endif
begin;
set local lock_timeout = '3s';
-- Otherwise an operator that another user made in schema public, such as ~~ of two names, would run as a superuser.
set local search_path = pg_catalog;

select format('create role %I login', name)
  from unnest(array[:'owner', :'service']) name
 where not exists (select from pg_roles where rolname = name) \gexec
select format('create role %I', :'reader')
 where not exists (select from pg_roles where rolname = :'reader') \gexec

-- The owner of the database also owns schema public, and the owner of a schema may drop everything in it.
select format('alter database %I owner to %I', datname, :'owner')
  from pg_database
 where datname = current_database() and pg_get_userbyid(datdba) = :'service' \gexec
select format('alter schema public owner to %I', :'owner')
  from pg_namespace
 where nspname = 'public' and pg_get_userbyid(nspowner) = :'service' \gexec
select format('revoke create on database %I from %I', current_database(), :'service') \gexec
revoke all on schema public from :"service";

-- The owner makes schema zoho.
select format('grant create on database %I to %I', current_database(), :'owner') \gexec
grant usage, create on schema public to :"owner";
grant usage on schema public to :"service";

-- The existing tables, views and sequences.
create temporary view ours as
select c.oid::regclass as name,
       c.relkind = 'S' as sequence,
       n.nspname = 'zoho' as readable,
       pg_get_userbyid(c.relowner) as owner
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'v', 'S') and (n.nspname = 'zoho' or (n.nspname = 'public' and c.relname like 'tds\_%'));

select format(
         'alter schema zoho owner to %1$I; revoke all on schema zoho from %2$I; grant usage on schema zoho to %2$I, %3$I',
         :'owner', :'service', :'reader')
  from pg_namespace
 where nspname = 'zoho' \gexec
-- The mirror comes first, in the order in which handlers lock tables.
select format('alter table %s owner to %I', name, :'owner')
  from ours
 where not sequence and owner <> :'owner'
 order by name::text desc \gexec
select format('revoke all on %s from %I', name, :'service') from ours \gexec
select format('grant select, insert, update, delete on %s to %I', name, :'service') from ours where not sequence \gexec
select format('grant usage, select on sequence %s to %I', name, :'service') from ours where sequence \gexec
select format('revoke all on %s from %I', name, :'reader') from ours \gexec
select format('grant select on %s to %I', name, :'reader') from ours where readable and not sequence \gexec
-- No function of ours is a "security definer". Another user's would run with the owner's rights from now on.
select format('alter function %s owner to %I', oid::regprocedure, :'owner')
  from pg_proc
 where not prosecdef
   and (pronamespace = to_regnamespace('zoho')
        or (pronamespace = 'public'::regnamespace and proname like 'tds\_%')) \gexec

-- The rights on objects that migrations make from now on.
alter default privileges for role :"owner" grant usage on schemas to :"service";
alter default privileges for role :"owner" grant select, insert, update, delete on tables to :"service";
alter default privileges for role :"owner" grant usage, select on sequences to :"service";
select format('alter default privileges for role %I in schema zoho grant select on tables to %I', :'owner', :'reader')
  from pg_namespace
 where nspname = 'zoho' \gexec
-- A new database has no schema zoho yet. The migration that makes it grants the same to this role.
select format('alter database %I set tds.reader = %L', current_database(), :'reader') \gexec

-- Ends a session whose process is frozen or gone. A process sets this itself, but cannot behind a pooler.
select format('alter role %I in database %I set idle_in_transaction_session_timeout = %L', :'service', current_database(), '30s')
 where not exists (
   select
     from pg_db_role_setting s
     join pg_roles r on r.oid = s.setrole
    where r.rolname = :'service' and s.setconfig::text like '%idle_in_transaction_session_timeout=%') \gexec

drop view ours;

-- Other rights that let the service's role do more. The script does not take them away unasked.
set local tds.owner = :'owner';
set local tds.service = :'service';
set local tds.reader = :'reader';
do $$
declare
  owner constant name := current_setting('tds.owner');
  service constant name := current_setting('tds.service');
  reader constant name := current_setting('tds.reader');
  remedies text;
begin
  if owner = service then
    raise exception 'The owner and the service must be two roles, but both are "%".', owner;
  end if;
  if reader in (owner, service) then
    raise exception 'The reader must be a role of its own, but "%" has more to do.', reader;
  end if;
  select string_agg(remedy, '; ') into remedies
    from (
      select format('alter role %I nosuperuser nocreaterole nocreatedb noreplication nobypassrls', rolname) as remedy
        from pg_roles
       where rolname = service and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
      union all
      select format('revoke %I from %I', r.rolname, service)
        from pg_auth_members m
        join pg_roles r on r.oid = m.roleid
        join pg_roles s on s.oid = m.member
       where s.rolname = service and (pg_has_role(r.oid, owner, 'member') or r.rolsuper or r.rolcreaterole)
      union all
      select 'revoke create on schema public from public'
        from pg_namespace n, aclexplode(n.nspacl) a
       where n.nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE'
      union all
      select format('revoke create on database %I from public', d.datname)
        from pg_database d, aclexplode(d.datacl) a
       where d.datname = current_database() and a.grantee = 0 and a.privilege_type = 'CREATE') found;
  if remedies is null
     and (has_schema_privilege(service, 'public', 'create')
          or has_database_privilege(service, current_database(), 'create')) then
    remedies := format('revoke the right that lets %I create in database %I or its schema public', service, current_database());
  end if;
  if remedies is not null then
    raise exception 'The role "%" can do more than read and write rows, so nothing was changed.', service
      using hint = 'Run this first, if nothing else relies on it, and then roles.sql again: ' || remedies || ';';
  end if;
end $$;
commit;
