-- The functions of V3 kept the search_path of whoever migrated, which may lead to a schema of the role's name first. They
-- name tables without a schema, so they look where they stand themselves, and nowhere else.
do $$
begin
  execute format('alter function tds_count_events() set search_path = %I, pg_temp', current_schema());
  execute format('alter function tds_count_attempts() set search_path = %I, pg_temp', current_schema());
end $$;

comment on column tds_inbox_events.refusal is 'Why the delivery was refused: unreadable, no_id, unknown_kind, other_kind, unknown_operation, wrong_method, wrong_signature, too_large.';
