-- Makes the database of TDS Core and its two roles if they are missing. Then it connects to the database for roles.sql:
--
--   psql -v database=tds -v owner=tds_owner -v service=tds -f create.sql -f roles.sql   # as a superuser
--
-- Set passwords separately (\password tds_owner, \password tds). The database belongs to the owner role from the start,
-- because the owner of a database may do anything in its schema public.
\set ON_ERROR_STOP on
set search_path = pg_catalog; -- as in roles.sql

select format('create role %I login', name)
  from unnest(array[:'owner', :'service']) name
 where not exists (select from pg_roles where rolname = name) \gexec
select format('create database %I owner %I', :'database', :'owner')
 where not exists (select from pg_database where datname = :'database') \gexec

\connect :"database"
