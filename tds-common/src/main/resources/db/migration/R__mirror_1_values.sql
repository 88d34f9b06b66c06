-- Functions that read one value of a record, for the views. Each takes any JSON and none fails: what is not of the type
-- is null. Their bodies are parsed here, so no search_path changes what they call, and the planner can inline them.
--
-- Repeatable migrations run again whenever they change, in the order of their names.

create or replace function zoho.text_of(value jsonb) returns text
language sql immutable parallel safe
return case when jsonb_typeof(value) in ('string', 'number', 'boolean') and (value #>> '{}') ~ '\S' then value #>> '{}' end;
comment on function zoho.text_of(jsonb) is 'A text, number or boolean as text. Null for blanks, lists and objects.';

create or replace function zoho.json_of(value jsonb) returns text
language sql immutable parallel safe
return case when jsonb_typeof(value) in ('array', 'object') then nullif(nullif(value::text, '[]'), '{}') else zoho.text_of(value) end;
comment on function zoho.json_of(jsonb) is 'Any value as text: a list or an object as JSON, the rest as zoho.text_of.';

create or replace function zoho.id_of(value jsonb) returns text
language sql immutable parallel safe
return case jsonb_typeof(value)
  when 'string' then substring(value #>> '{}' from '^\s*(\S(?:.*\S)?)\s*$')
  when 'number' then substring(value #>> '{}' from '^(.*?)(?:\.0+)?$')
end;
comment on function zoho.id_of(jsonb) is 'The id of a record as text, without blanks around it. An id written as 12.0 is 12.';

create or replace function zoho.number_of(value text) returns numeric
language sql immutable parallel safe
return case
  when value ~ '^\s*[+-]?(\d{1,60}(\.\d{0,60})?|\.\d{1,60})([eE][+-]?\d{1,2})?\s*$' then
    case when abs(value::numeric) < 1e60 and scale(value::numeric) <= 60 then value::numeric end
end;
comment on function zoho.number_of(text) is 'A number, exactly. Null for any other text and for numbers of more than 60 digits before or after the point.';

create or replace function zoho.percent_of(value text) returns numeric
language sql immutable parallel safe
return zoho.number_of(substring(value from '^(.*?)\s*%?\s*$'));
comment on function zoho.percent_of(text) is 'A number that may end in a percent sign: 12.5 for 12.5%.';

create or replace function zoho.date_of(value text) returns date
language sql immutable parallel safe
return case
  when value ~ '^\s*(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T00:00:00(\.0+)?(Z|[+-]\d{2}:?\d{2})?)?\s*$' then
    case
      when substring(value from '-(\d\d)(?:T|\s*$)')::integer
        <= extract(day from make_date(substring(value from '\d{4}')::integer, substring(value from '-(\d\d)-')::integer, 1)
                            + interval '1 month - 1 day') then
        make_date(
          substring(value from '\d{4}')::integer,
          substring(value from '-(\d\d)-')::integer,
          substring(value from '-(\d\d)(?:T|\s*$)')::integer)
    end
end;
comment on function zoho.date_of(text) is 'A date like 2026-09-04, or the midnight that begins it. Null for any other text.';

create or replace function zoho.flag_of(value text) returns boolean
language sql immutable parallel safe
return case
  when lower(value) ~ '^\s*(true|yes|1)\s*$' then true
  when lower(value) ~ '^\s*(false|no|0)\s*$' then false
end;
comment on function zoho.flag_of(text) is 'True for true, yes and 1; false for false, no and 0. Null for any other text.';

create or replace function zoho.elements(list jsonb) returns table ("position" integer, element jsonb)
language sql immutable parallel safe rows 5
begin atomic
  select e.ordinality::integer, e.value
    from jsonb_array_elements(
           case jsonb_typeof(list) when 'array' then list when 'object' then '[]'::jsonb || list else '[]'::jsonb end)
         with ordinality e;
end;
comment on function zoho.elements(jsonb) is 'The elements of a list with their positions, from 1. An object is its own only element; any other value has none.';

create or replace function zoho.objects(list jsonb) returns table ("position" integer, element jsonb)
language sql immutable parallel safe rows 5
begin atomic
  select e."position", e.element from zoho.elements(list) e where jsonb_typeof(e.element) = 'object';
end;
comment on function zoho.objects(jsonb) is 'The elements of a list that are objects.';

create or replace function zoho.members(object jsonb) returns table (name text, value jsonb)
language sql immutable parallel safe rows 20
begin atomic
  select m.key, m.value from jsonb_each(case jsonb_typeof(object) when 'object' then object else '{}'::jsonb end) m;
end;
comment on function zoho.members(jsonb) is 'The members of an object. Any other value has none.';
