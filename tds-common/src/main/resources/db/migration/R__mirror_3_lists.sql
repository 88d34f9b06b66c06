-- Lists inside records as views. They cost nothing when a record is written. Values that are not of a column's type are
-- null here and stand in record. Deleted records have no rows. Columns are named as in Zoho.
--
-- A view is replaced in place, so that the rights on it and views of yours upon it stay. New columns go to the end.

create or replace view zoho.addresses as
select r.kind, r.id, s.type, o."position", a.*
  from zoho.records r
 cross join lateral (
   values ('billing', r.record -> 'billing_address'),
          ('shipping', r.record -> 'shipping_address'),
          ('delivery', r.record -> 'delivery_address'),
          ('additional', r.record -> 'addresses')) s (type, list)
 cross join lateral zoho.objects(s.list) o
 cross join lateral (
   select zoho.id_of(o.element -> 'address_id') as address_id,
          zoho.text_of(o.element -> 'attention') as attention,
          coalesce(
            zoho.text_of(o.element -> 'address'),
            zoho.text_of(o.element -> 'street'),
            zoho.text_of(o.element -> 'address1')) as address,
          coalesce(zoho.text_of(o.element -> 'street2'), zoho.text_of(o.element -> 'address2')) as street2,
          zoho.text_of(o.element -> 'city') as city,
          zoho.text_of(o.element -> 'state') as state,
          zoho.text_of(o.element -> 'state_code') as state_code,
          coalesce(zoho.text_of(o.element -> 'zip'), zoho.text_of(o.element -> 'zipcode')) as zip,
          zoho.text_of(o.element -> 'country') as country,
          zoho.text_of(o.element -> 'country_code') as country_code,
          zoho.text_of(o.element -> 'phone') as phone,
          zoho.text_of(o.element -> 'fax') as fax) a
 where not (a is null);

comment on view zoho.addresses is 'The addresses of records of every kind. An address without any text has no row.';
comment on column zoho.addresses.kind is 'The kind of the record.';
comment on column zoho.addresses.id is 'The id of the record.';
comment on column zoho.addresses.type is 'Which address: billing, shipping, delivery (of a purchase order) or additional (of a contact).';
comment on column zoho.addresses."position" is 'The position among the additional addresses, else 1.';
comment on column zoho.addresses.address_id is 'Zoho''s id of the address, where the record says it.';
comment on column zoho.addresses.attention is 'The person to whom mail is directed.';
comment on column zoho.addresses.address is 'The first line of the street. Older bodies call it street.';
comment on column zoho.addresses.street2 is 'The second line of the street.';
comment on column zoho.addresses.city is 'The city.';
comment on column zoho.addresses.state is 'The state or province.';
comment on column zoho.addresses.state_code is 'The state''s code.';
comment on column zoho.addresses.zip is 'The postal code, as text.';
comment on column zoho.addresses.country is 'The country.';
comment on column zoho.addresses.country_code is 'The country''s code.';
comment on column zoho.addresses.phone is 'The telephone number.';
comment on column zoho.addresses.fax is 'The fax number.';

create or replace view zoho.contact_persons_of_contacts as
select c.contact_id,
       p."position",
       zoho.id_of(p.element -> 'contact_person_id') as contact_person_id,
       zoho.text_of(p.element -> 'salutation') as salutation,
       zoho.text_of(p.element -> 'first_name') as first_name,
       zoho.text_of(p.element -> 'last_name') as last_name,
       zoho.text_of(p.element -> 'email') as email,
       zoho.text_of(p.element -> 'phone') as phone,
       zoho.text_of(p.element -> 'mobile') as mobile,
       zoho.text_of(p.element -> 'designation') as designation,
       zoho.text_of(p.element -> 'department') as department,
       zoho.text_of(p.element -> 'skype') as skype,
       zoho.flag_of(p.element ->> 'is_primary_contact') as is_primary_contact,
       zoho.flag_of(p.element ->> 'enable_portal') as enable_portal
  from zoho.contacts c
 cross join lateral zoho.objects(c.record -> 'contact_persons') p
 where c.deleted_at is null;

comment on view zoho.contact_persons_of_contacts is 'The contact persons that contacts list.';
comment on column zoho.contact_persons_of_contacts.contact_id is 'The contact.';
comment on column zoho.contact_persons_of_contacts."position" is 'The position in the contact''s list, from 1.';
comment on column zoho.contact_persons_of_contacts.contact_person_id is 'Zoho''s id of the person.';
comment on column zoho.contact_persons_of_contacts.salutation is 'The salutation, such as Mr.';
comment on column zoho.contact_persons_of_contacts.first_name is 'The first name.';
comment on column zoho.contact_persons_of_contacts.last_name is 'The last name.';
comment on column zoho.contact_persons_of_contacts.email is 'The e-mail address.';
comment on column zoho.contact_persons_of_contacts.phone is 'The telephone number.';
comment on column zoho.contact_persons_of_contacts.mobile is 'The mobile number.';
comment on column zoho.contact_persons_of_contacts.designation is 'The position in the company.';
comment on column zoho.contact_persons_of_contacts.department is 'The department.';
comment on column zoho.contact_persons_of_contacts.skype is 'The name in Skype.';
comment on column zoho.contact_persons_of_contacts.is_primary_contact is 'Whether this is the contact''s primary person.';
comment on column zoho.contact_persons_of_contacts.enable_portal is 'Whether the person may use the customer portal.';

create or replace view zoho.document_taxes as
select r.kind,
       r.id,
       t."position",
       zoho.id_of(t.element -> 'tax_id') as tax_id,
       zoho.text_of(t.element -> 'tax_name') as tax_name,
       zoho.percent_of(t.element ->> 'tax_percentage') as tax_percentage,
       zoho.number_of(t.element ->> 'tax_amount') as tax_amount
  from zoho.records r
 cross join lateral zoho.objects(r.record -> 'taxes') t
 where t.element ?| array['tax_id', 'tax_name', 'tax_amount'];

comment on view zoho.document_taxes is 'The sums of tax at the foot of documents, one row for each tax.';
comment on column zoho.document_taxes.kind is 'The kind of the document.';
comment on column zoho.document_taxes.id is 'The id of the document.';
comment on column zoho.document_taxes."position" is 'The position in the document''s list, from 1.';
comment on column zoho.document_taxes.tax_id is 'The tax, where the document says its id.';
comment on column zoho.document_taxes.tax_name is 'The name of the tax, often with its rate.';
comment on column zoho.document_taxes.tax_percentage is 'The rate, where the document says it.';
comment on column zoho.document_taxes.tax_amount is 'The amount of the tax, in the document''s currency.';

create or replace view zoho.line_taxes as
select r.kind,
       r.id,
       l."position" as line_position,
       zoho.id_of(l.element -> 'line_item_id') as line_item_id,
       zoho.id_of(l.element -> 'item_id') as item_id,
       t."position",
       zoho.id_of(t.element -> 'tax_id') as tax_id,
       zoho.text_of(t.element -> 'tax_name') as tax_name,
       zoho.percent_of(t.element ->> 'tax_percentage') as tax_percentage,
       zoho.number_of(t.element ->> 'tax_amount') as tax_amount
  from zoho.records r
 cross join lateral zoho.objects(r.record -> 'line_items') l
 cross join lateral zoho.objects(l.element -> 'line_item_taxes') t;

comment on view zoho.line_taxes is 'The taxes of a document''s lines. A line with a tax group has a row for each tax of the group.';
comment on column zoho.line_taxes.kind is 'The kind of the document.';
comment on column zoho.line_taxes.id is 'The id of the document.';
comment on column zoho.line_taxes.line_position is 'The position of the line in the document, from 1.';
comment on column zoho.line_taxes.line_item_id is 'The line.';
comment on column zoho.line_taxes.item_id is 'The item of the line.';
comment on column zoho.line_taxes."position" is 'The position in the line''s list, from 1.';
comment on column zoho.line_taxes.tax_id is 'The tax.';
comment on column zoho.line_taxes.tax_name is 'The name of the tax.';
comment on column zoho.line_taxes.tax_percentage is 'The rate.';
comment on column zoho.line_taxes.tax_amount is 'The amount of the tax, in the document''s currency.';

create or replace view zoho.custom_fields as
select r.kind, r.id, f.*
  from zoho.records r
 cross join lateral (
   select coalesce(zoho.text_of(o.element -> 'api_name'), zoho.text_of(o.element -> 'placeholder')) as api_name,
          zoho.text_of(o.element -> 'label') as label,
          zoho.text_of(o.element -> 'data_type') as type,
          zoho.json_of(o.element -> 'value') as value,
          coalesce(
            zoho.id_of(o.element -> 'customfield_id'),
            zoho.id_of(o.element -> 'custom_field_id'),
            zoho.id_of(o.element -> 'field_id')) as customfield_id
     from zoho.objects(r.record -> 'custom_fields') o
   union all
   select m.name, null, null, zoho.json_of(m.value), null
     from zoho.members(
            case
              when exists (select from zoho.objects(r.record -> 'custom_fields')) then null
              when exists (select from zoho.members(r.record -> 'custom_field_hash')) then r.record -> 'custom_field_hash'
              else r.record
            end) m
    where m.name like 'cf\_%'
      and not (m.name ~ '_(un)?formatted$'
               and coalesce(r.record -> 'custom_field_hash', r.record) ? regexp_replace(m.name, '_(un)?formatted$', ''))) f;

comment on view zoho.custom_fields is 'The custom fields of records of every kind: from custom_fields, else from custom_field_hash, else from members named cf_….';
comment on column zoho.custom_fields.kind is 'The kind of the record.';
comment on column zoho.custom_fields.id is 'The id of the record.';
comment on column zoho.custom_fields.api_name is 'The field''s name in Zoho''s API, such as cf_region. Null where the record says only the label.';
comment on column zoho.custom_fields.label is 'The field''s name on Zoho''s screens.';
comment on column zoho.custom_fields.type is 'Zoho''s data_type of the field, such as string, dropdown or date.';
comment on column zoho.custom_fields.value is 'The value as text; zoho.number_of and zoho.date_of read it. A list of values is JSON.';
comment on column zoho.custom_fields.customfield_id is 'Zoho''s id of the field.';

create or replace view zoho.line_custom_fields as
select r.kind,
       r.id,
       l."position" as line_position,
       zoho.id_of(l.element -> 'line_item_id') as line_item_id,
       coalesce(zoho.text_of(o.element -> 'api_name'), zoho.text_of(o.element -> 'placeholder')) as api_name,
       zoho.text_of(o.element -> 'label') as label,
       zoho.text_of(o.element -> 'data_type') as type,
       zoho.json_of(o.element -> 'value') as value,
       coalesce(
         zoho.id_of(o.element -> 'customfield_id'),
         zoho.id_of(o.element -> 'custom_field_id'),
         zoho.id_of(o.element -> 'field_id')) as customfield_id
  from zoho.records r
 cross join lateral zoho.objects(r.record -> 'line_items') l
 cross join lateral zoho.objects(l.element -> 'item_custom_fields') o;

comment on view zoho.line_custom_fields is 'The custom fields of a document''s lines.';
comment on column zoho.line_custom_fields.kind is 'The kind of the document.';
comment on column zoho.line_custom_fields.id is 'The id of the document.';
comment on column zoho.line_custom_fields.line_position is 'The position of the line in the document, from 1.';
comment on column zoho.line_custom_fields.line_item_id is 'The line.';
comment on column zoho.line_custom_fields.api_name is 'The field''s name in Zoho''s API. Null where the record says only the label.';
comment on column zoho.line_custom_fields.label is 'The field''s name on Zoho''s screens.';
comment on column zoho.line_custom_fields.type is 'Zoho''s data_type of the field.';
comment on column zoho.line_custom_fields.value is 'The value as text. A list of values is JSON.';
comment on column zoho.line_custom_fields.customfield_id is 'Zoho''s id of the field.';

create or replace view zoho.tags as
select r.kind,
       r.id,
       s.line_position,
       s.line_item_id,
       zoho.id_of(t.element -> 'tag_id') as tag_id,
       zoho.text_of(t.element -> 'tag_name') as tag_name,
       zoho.id_of(t.element -> 'tag_option_id') as tag_option_id,
       zoho.text_of(t.element -> 'tag_option_name') as tag_option_name
  from zoho.records r
 cross join lateral (
   select null::integer as line_position, null::text as line_item_id, r.record -> 'tags' as list
   union all
   select l."position", zoho.id_of(l.element -> 'line_item_id'), l.element -> 'tags'
     from zoho.objects(r.record -> 'line_items') l) s
 cross join lateral zoho.objects(s.list) t;

comment on view zoho.tags is 'Reporting tags of records and of their lines.';
comment on column zoho.tags.kind is 'The kind of the record.';
comment on column zoho.tags.id is 'The id of the record.';
comment on column zoho.tags.line_position is 'The position of the tagged line, from 1. Null if the record itself is tagged.';
comment on column zoho.tags.line_item_id is 'The tagged line. Null if the record itself is tagged.';
comment on column zoho.tags.tag_id is 'The tag.';
comment on column zoho.tags.tag_name is 'The name of the tag.';
comment on column zoho.tags.tag_option_id is 'The option chosen for the tag.';
comment on column zoho.tags.tag_option_name is 'The name of the option.';

create or replace view zoho.item_locations as
select r.id as item_id,
       l."position",
       coalesce(
         zoho.id_of(l.element -> 'location_id'),
         zoho.id_of(l.element -> 'branch_id'),
         zoho.id_of(l.element -> 'warehouse_id')) as location_id,
       coalesce(
         zoho.text_of(l.element -> 'location_name'),
         zoho.text_of(l.element -> 'branch_name'),
         zoho.text_of(l.element -> 'warehouse_name')) as location_name,
       zoho.text_of(l.element -> 'status') as status,
       zoho.flag_of(l.element ->> 'is_primary') as is_primary,
       s.*
  from zoho.records r
 cross join lateral (
   select o."position", o.element
     from zoho.objects(r.record -> 'locations') o
   union all
   select o."position", o.element
     from zoho.objects(
            case when not exists (select from zoho.objects(r.record -> 'locations')) then r.record -> 'warehouses' end) o) l
 cross join lateral (
   select zoho.number_of(coalesce(l.element ->> 'location_stock_on_hand', l.element ->> 'warehouse_stock_on_hand'))
            as stock_on_hand,
          zoho.number_of(coalesce(l.element ->> 'location_available_stock', l.element ->> 'warehouse_available_stock'))
            as available_stock,
          zoho.number_of(coalesce(l.element ->> 'location_actual_available_stock', l.element ->> 'warehouse_actual_available_stock'))
            as actual_available_stock,
          zoho.number_of(coalesce(l.element ->> 'location_committed_stock', l.element ->> 'warehouse_committed_stock'))
            as committed_stock,
          zoho.number_of(coalesce(l.element ->> 'location_actual_committed_stock', l.element ->> 'warehouse_actual_committed_stock'))
            as actual_committed_stock,
          zoho.number_of(coalesce(l.element ->> 'location_available_for_sale_stock', l.element ->> 'warehouse_available_for_sale_stock'))
            as available_for_sale_stock,
          zoho.number_of(coalesce(l.element ->> 'location_actual_available_for_sale_stock', l.element ->> 'warehouse_actual_available_for_sale_stock'))
            as actual_available_for_sale_stock) s
 where r.kind in ('item', 'composite_item');

comment on view zoho.item_locations is 'The stock of items by location. Zoho used to call a location a branch or a warehouse.';
comment on column zoho.item_locations.item_id is 'The item, or the composite item.';
comment on column zoho.item_locations."position" is 'The position in the item''s list, from 1.';
comment on column zoho.item_locations.location_id is 'The location.';
comment on column zoho.item_locations.location_name is 'The name of the location.';
comment on column zoho.item_locations.status is 'Whether the location is active.';
comment on column zoho.item_locations.is_primary is 'Whether this is the primary location.';
comment on column zoho.item_locations.stock_on_hand is 'Accounting stock: bills add, invoices take.';
comment on column zoho.item_locations.available_stock is 'Accounting stock that is on hand.';
comment on column zoho.item_locations.actual_available_stock is 'Physical stock: receives add, shipments take.';
comment on column zoho.item_locations.committed_stock is 'Accounting stock that orders have claimed.';
comment on column zoho.item_locations.actual_committed_stock is 'Physical stock that orders have claimed.';
comment on column zoho.item_locations.available_for_sale_stock is 'Accounting stock that no order has claimed.';
comment on column zoho.item_locations.actual_available_for_sale_stock is 'Physical stock that no order has claimed.';

create or replace view zoho.item_attributes as
select i.item_id,
       i.group_id,
       n."position",
       zoho.id_of(i.record -> ('attribute_id' || n."position")) as attribute_id,
       zoho.text_of(i.record -> ('attribute_name' || n."position")) as attribute_name,
       zoho.id_of(i.record -> ('attribute_option_id' || n."position")) as attribute_option_id,
       zoho.text_of(i.record -> ('attribute_option_name' || n."position")) as attribute_option_name
  from zoho.items i
 cross join generate_series(1, 3) n ("position")
 where i.deleted_at is null
   and zoho.text_of(i.record -> ('attribute_option_name' || n."position")) is not null
union all
select zoho.id_of(o.element -> 'item_id'),
       g.group_id,
       n."position",
       zoho.id_of(g.record -> ('attribute_id' || n."position")),
       zoho.text_of(g.record -> ('attribute_name' || n."position")),
       zoho.id_of(o.element -> ('attribute_option_id' || n."position")),
       zoho.text_of(o.element -> ('attribute_option_name' || n."position"))
  from zoho.item_groups g
 cross join lateral zoho.objects(g.record -> 'items') o
 cross join generate_series(1, 3) n ("position")
 where g.deleted_at is null
   and zoho.text_of(o.element -> ('attribute_option_name' || n."position")) is not null
   and not exists (
     select from zoho.items i
      where i.item_id = zoho.id_of(o.element -> 'item_id')
        and (i.deleted_at is not null
             or i.record ?| array['attribute_option_name1', 'attribute_option_name2', 'attribute_option_name3']));

comment on view zoho.item_attributes is 'What tells the items of a group apart, such as colour and size. The item''s own record counts; what a group lists counts for items that are not here or say nothing of it.';
comment on column zoho.item_attributes.item_id is 'The item.';
comment on column zoho.item_attributes.group_id is 'The group of items.';
comment on column zoho.item_attributes."position" is 'Which attribute of the group, from 1 to 3.';
comment on column zoho.item_attributes.attribute_id is 'The attribute.';
comment on column zoho.item_attributes.attribute_name is 'The name of the attribute, such as Colour.';
comment on column zoho.item_attributes.attribute_option_id is 'The option that the item has.';
comment on column zoho.item_attributes.attribute_option_name is 'The name of the option, such as red.';

create or replace view zoho.price_brackets as
select p.pricebook_id,
       l."position" as line_position,
       zoho.id_of(l.element -> 'item_id') as item_id,
       b."position",
       zoho.id_of(b.element -> 'pricebook_item_id') as pricebook_item_id,
       zoho.number_of(b.element ->> 'start_quantity') as start_quantity,
       zoho.number_of(b.element ->> 'end_quantity') as end_quantity,
       zoho.number_of(b.element ->> 'pricebook_rate') as pricebook_rate,
       zoho.percent_of(b.element ->> 'pricebook_discount') as pricebook_discount
  from zoho.price_lists p
 cross join lateral zoho.objects(coalesce(p.record -> 'pricebook_items', p.record -> 'items')) l
 cross join lateral zoho.objects(l.element -> 'price_brackets') b
 where p.deleted_at is null;

comment on view zoho.price_brackets is 'The prices of a price list that depend on the quantity.';
comment on column zoho.price_brackets.pricebook_id is 'The price list.';
comment on column zoho.price_brackets.line_position is 'The position of the item in the price list, from 1.';
comment on column zoho.price_brackets.item_id is 'The item.';
comment on column zoho.price_brackets."position" is 'The position of the bracket, from 1.';
comment on column zoho.price_brackets.pricebook_item_id is 'Zoho''s id of the bracket.';
comment on column zoho.price_brackets.start_quantity is 'The smallest quantity to which the price applies.';
comment on column zoho.price_brackets.end_quantity is 'The largest quantity to which the price applies. Null for any more.';
comment on column zoho.price_brackets.pricebook_rate is 'The price of one.';
comment on column zoho.price_brackets.pricebook_discount is 'The discount in percent, where the list gives a discount.';

create or replace view zoho.batches as
select r.kind,
       r.id,
       s.line_position,
       s.line_item_id,
       s.item_id,
       b."position",
       zoho.id_of(b.element -> 'batch_id') as batch_id,
       zoho.text_of(b.element -> 'batch_number') as batch_number,
       coalesce(
         zoho.text_of(b.element -> 'manufacturer_batch_number'),
         zoho.text_of(b.element -> 'external_batch_number')) as manufacturer_batch_number,
       coalesce(
         zoho.date_of(b.element ->> 'manufactured_date'),
         zoho.date_of(b.element ->> 'manufacturer_date')) as manufactured_date,
       zoho.date_of(b.element ->> 'expiry_date') as expiry_date,
       zoho.number_of(b.element ->> 'in_quantity') as in_quantity,
       zoho.number_of(b.element ->> 'out_quantity') as out_quantity,
       zoho.number_of(b.element ->> 'balance_quantity') as balance_quantity,
       coalesce(
         zoho.id_of(b.element -> 'location_id'),
         zoho.id_of(b.element -> 'branch_id'),
         zoho.id_of(b.element -> 'warehouse_id')) as location_id
  from zoho.records r
 cross join lateral (
   select null::integer as line_position,
          null::text as line_item_id,
          case when r.kind in ('item', 'composite_item') then r.id end as item_id,
          r.record -> 'batches' as list
   union all
   select l."position", zoho.id_of(l.element -> 'line_item_id'), zoho.id_of(l.element -> 'item_id'), l.element -> 'batches'
     from zoho.objects(r.record -> 'line_items') l) s
 cross join lateral zoho.objects(s.list) b;

comment on view zoho.batches is 'The batches that items have and that lines of documents bring in or take out.';
comment on column zoho.batches.kind is 'The kind of the record.';
comment on column zoho.batches.id is 'The id of the record.';
comment on column zoho.batches.line_position is 'The position of the line in the document, from 1. Null for the batches of an item.';
comment on column zoho.batches.line_item_id is 'The line. Null for the batches of an item.';
comment on column zoho.batches.item_id is 'The item.';
comment on column zoho.batches."position" is 'The position in the list, from 1.';
comment on column zoho.batches.batch_id is 'The batch.';
comment on column zoho.batches.batch_number is 'The number of the batch.';
comment on column zoho.batches.manufacturer_batch_number is 'The manufacturer''s number of the batch.';
comment on column zoho.batches.manufactured_date is 'The day of manufacture.';
comment on column zoho.batches.expiry_date is 'The day of expiry.';
comment on column zoho.batches.in_quantity is 'The quantity that came in.';
comment on column zoho.batches.out_quantity is 'The quantity that went out.';
comment on column zoho.batches.balance_quantity is 'The quantity that is left.';
comment on column zoho.batches.location_id is 'The location, where the list says it.';

create or replace view zoho.serial_numbers as
select r.kind, r.id, s.line_position, s.line_item_id, s.item_id, n."position", v.serial_number
  from zoho.records r
 cross join lateral (
   select null::integer as line_position,
          null::text as line_item_id,
          case when r.kind in ('item', 'composite_item') then r.id end as item_id,
          r.record -> 'serial_numbers' as list
   union all
   select l."position", zoho.id_of(l.element -> 'line_item_id'), zoho.id_of(l.element -> 'item_id'), l.element -> 'serial_numbers'
     from zoho.objects(r.record -> 'line_items') l) s
 cross join lateral zoho.elements(
   case jsonb_typeof(s.list) when 'string' then to_jsonb(string_to_array(s.list #>> '{}', ',')) else s.list end) n
 cross join lateral (
   select coalesce(
            zoho.id_of(n.element),
            zoho.id_of(n.element -> 'serial_number'),
            zoho.id_of(n.element -> 'serialnumber')) as serial_number) v
 where v.serial_number is not null;

comment on view zoho.serial_numbers is 'The serial numbers that items have and that lines of documents bring in or take out.';
comment on column zoho.serial_numbers.kind is 'The kind of the record.';
comment on column zoho.serial_numbers.id is 'The id of the record.';
comment on column zoho.serial_numbers.line_position is 'The position of the line in the document, from 1. Null for the serial numbers of an item.';
comment on column zoho.serial_numbers.line_item_id is 'The line. Null for the serial numbers of an item.';
comment on column zoho.serial_numbers.item_id is 'The item.';
comment on column zoho.serial_numbers."position" is 'The position in the list, from 1.';
comment on column zoho.serial_numbers.serial_number is 'The serial number. A list in one text is split at its commas.';

create or replace view zoho.applied_payments as
select 'customer_payment'::text as payment_kind,
       p.payment_id,
       p.payment_number,
       p.date,
       'invoice'::text as document_kind,
       l.invoice_id as document_id,
       l.invoice_number as document_number,
       l.invoice_payment_id as application_id,
       l.amount_applied as amount
  from zoho.customer_payments p
  join zoho.customer_payment_invoices l using (payment_id)
union all
select 'vendor_payment', p.payment_id, p.payment_number, p.date, 'bill', l.bill_id, l.bill_number, l.bill_payment_id, l.amount_applied
  from zoho.vendor_payments p
  join zoho.vendor_payment_bills l using (payment_id)
union all
select 'customer_payment',
       zoho.id_of(o.element -> 'payment_id'),
       zoho.text_of(o.element -> 'payment_number'),
       zoho.date_of(o.element ->> 'date'),
       'invoice',
       i.invoice_id,
       i.invoice_number,
       zoho.id_of(o.element -> 'invoice_payment_id'),
       zoho.number_of(coalesce(o.element ->> 'amount_applied', o.element ->> 'amount'))
  from zoho.invoices i
 cross join lateral zoho.objects(i.record -> 'payments') o
 where i.deleted_at is null
   and not exists (select from zoho.customer_payments p where p.payment_id = zoho.id_of(o.element -> 'payment_id'))
union all
select 'vendor_payment',
       zoho.id_of(o.element -> 'payment_id'),
       zoho.text_of(o.element -> 'payment_number'),
       zoho.date_of(o.element ->> 'date'),
       'bill',
       b.bill_id,
       b.bill_number,
       zoho.id_of(o.element -> 'bill_payment_id'),
       zoho.number_of(coalesce(o.element ->> 'amount_applied', o.element ->> 'amount'))
  from zoho.bills b
 cross join lateral zoho.objects(b.record -> 'payments') o
 where b.deleted_at is null
   and not exists (select from zoho.vendor_payments p where p.payment_id = zoho.id_of(o.element -> 'payment_id'));

comment on view zoho.applied_payments is 'Which payment pays which document, each once. The payment''s own record counts; what a document lists counts for payments that are not here.';
comment on column zoho.applied_payments.payment_kind is 'customer_payment or vendor_payment.';
comment on column zoho.applied_payments.payment_id is 'The payment.';
comment on column zoho.applied_payments.payment_number is 'The number of the payment.';
comment on column zoho.applied_payments.date is 'The date of the payment.';
comment on column zoho.applied_payments.document_kind is 'The kind of the document that is paid: invoice or bill.';
comment on column zoho.applied_payments.document_id is 'The document that is paid.';
comment on column zoho.applied_payments.document_number is 'The number of the document.';
comment on column zoho.applied_payments.application_id is 'Zoho''s id of this use of the payment.';
comment on column zoho.applied_payments.amount is 'How much of the payment goes to the document.';

create or replace view zoho.applied_credits as
select 'credit_note'::text as credit_kind,
       c.creditnote_id as credit_id,
       c.creditnote_number as credit_number,
       coalesce(zoho.date_of(o.element ->> 'date'), c.date) as date,
       'invoice'::text as document_kind,
       zoho.id_of(o.element -> 'invoice_id') as document_id,
       zoho.text_of(o.element -> 'invoice_number') as document_number,
       coalesce(zoho.id_of(o.element -> 'creditnotes_invoice_id'), zoho.id_of(o.element -> 'creditnote_invoice_id')) as application_id,
       zoho.number_of(coalesce(o.element ->> 'amount_applied', o.element ->> 'amount')) as amount
  from zoho.credit_notes c
 cross join lateral zoho.objects(coalesce(c.record -> 'invoices', c.record -> 'invoices_credited')) o
 where c.deleted_at is null
union all
select 'vendor_credit',
       c.vendor_credit_id,
       c.vendor_credit_number,
       coalesce(zoho.date_of(o.element ->> 'date'), c.date),
       'bill',
       zoho.id_of(o.element -> 'bill_id'),
       zoho.text_of(o.element -> 'bill_number'),
       zoho.id_of(o.element -> 'vendor_credit_bill_id'),
       zoho.number_of(coalesce(o.element ->> 'amount_applied', o.element ->> 'amount'))
  from zoho.vendor_credits c
 cross join lateral zoho.objects(coalesce(c.record -> 'bills_credited', c.record -> 'bills')) o
 where c.deleted_at is null
union all
select 'credit_note',
       zoho.id_of(o.element -> 'creditnote_id'),
       coalesce(zoho.text_of(o.element -> 'creditnotes_number'), zoho.text_of(o.element -> 'creditnote_number')),
       coalesce(zoho.date_of(o.element ->> 'credited_date'), zoho.date_of(o.element ->> 'date')),
       'invoice',
       i.invoice_id,
       i.invoice_number,
       coalesce(zoho.id_of(o.element -> 'creditnotes_invoice_id'), zoho.id_of(o.element -> 'creditnote_invoice_id')),
       zoho.number_of(coalesce(o.element ->> 'amount_applied', o.element ->> 'amount'))
  from zoho.invoices i
 cross join lateral zoho.objects(coalesce(i.record -> 'credits', i.record -> 'credits_associated')) o
 where i.deleted_at is null
   and not exists (
     select from zoho.credit_notes c
      where c.creditnote_id = zoho.id_of(o.element -> 'creditnote_id')
        and (c.deleted_at is not null or c.record ?| array['invoices', 'invoices_credited']))
union all
select 'vendor_credit',
       zoho.id_of(o.element -> 'vendor_credit_id'),
       zoho.text_of(o.element -> 'vendor_credit_number'),
       zoho.date_of(o.element ->> 'date'),
       'bill',
       b.bill_id,
       b.bill_number,
       zoho.id_of(o.element -> 'vendor_credit_bill_id'),
       zoho.number_of(coalesce(o.element ->> 'amount_applied', o.element ->> 'amount'))
  from zoho.bills b
 cross join lateral zoho.objects(b.record -> 'vendor_credits') o
 where b.deleted_at is null
   and not exists (
     select from zoho.vendor_credits c
      where c.vendor_credit_id = zoho.id_of(o.element -> 'vendor_credit_id')
        and (c.deleted_at is not null or c.record ?| array['bills_credited', 'bills']));

comment on view zoho.applied_credits is 'Which credit is applied to which document, each once. The list of the credit counts; what a document lists counts for credits that are not here or say nothing of it.';
comment on column zoho.applied_credits.credit_kind is 'credit_note or vendor_credit.';
comment on column zoho.applied_credits.credit_id is 'The credit note or vendor credit.';
comment on column zoho.applied_credits.credit_number is 'The number of the credit.';
comment on column zoho.applied_credits.date is 'The date of this use of the credit, else the date of the credit.';
comment on column zoho.applied_credits.document_kind is 'The kind of the document that is credited: invoice or bill.';
comment on column zoho.applied_credits.document_id is 'The document that is credited.';
comment on column zoho.applied_credits.document_number is 'The number of the document.';
comment on column zoho.applied_credits.application_id is 'Zoho''s id of this use of the credit.';
comment on column zoho.applied_credits.amount is 'How much of the credit goes to the document.';

create or replace view zoho.approvals as
select r.kind,
       r.id,
       a."position",
       zoho.id_of(a.element -> 'approver_user_id') as approver_user_id,
       zoho.text_of(a.element -> 'approver_name') as approver_name,
       zoho.text_of(a.element -> 'email') as email,
       zoho.number_of(a.element ->> 'order') as "order",
       zoho.text_of(a.element -> 'approval_status') as approval_status,
       zoho.flag_of(a.element ->> 'has_approved') as has_approved,
       zoho.flag_of(a.element ->> 'is_next_approver') as is_next_approver,
       zoho.flag_of(a.element ->> 'is_final_approver') as is_final_approver
  from zoho.records r
 cross join lateral zoho.objects(r.record -> 'approvers_list') a;

comment on view zoho.approvals is 'Who has to approve a record, and who has.';
comment on column zoho.approvals.kind is 'The kind of the record.';
comment on column zoho.approvals.id is 'The id of the record.';
comment on column zoho.approvals."position" is 'The position in the record''s list, from 1.';
comment on column zoho.approvals.approver_user_id is 'The user who has to approve.';
comment on column zoho.approvals.approver_name is 'The name of the user.';
comment on column zoho.approvals.email is 'The e-mail address of the user.';
comment on column zoho.approvals."order" is 'The turn of the approver, from 1.';
comment on column zoho.approvals.approval_status is 'Zoho''s word for where the approval stands.';
comment on column zoho.approvals.has_approved is 'Whether the user has approved.';
comment on column zoho.approvals.is_next_approver is 'Whether it is this user''s turn.';
comment on column zoho.approvals.is_final_approver is 'Whether the record is approved once this user approves.';
