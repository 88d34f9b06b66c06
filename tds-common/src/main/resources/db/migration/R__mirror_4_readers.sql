-- The role of readers, which deploy/database/roles.sql names, reads schema zoho. Where schema zoho was there before that
-- script ran, the script has granted the same.
do $$
declare
  reader constant text := current_setting('tds.reader', true);
begin
  if exists (select from pg_roles where rolname = reader) then
    execute format('grant usage on schema zoho to %I', reader);
    execute format('grant select on all tables in schema zoho to %I', reader);
    execute format('alter default privileges in schema zoho grant select on tables to %I', reader);
  end if;
end $$;
