-- The mirror: Zoho's records as last heard, one table a kind and one for its lines. The entity catalogue says from which
-- members of a record each column is read; a test holds it and these tables to each other.
--
-- Only the key and the version are not null: a body may lack anything else. No foreign keys: an invoice may arrive before
-- its customer. Rows of a kind are updated in place far more often than added, so their pages keep room for that; lines
-- are deleted and added anew. Every index slows every event down: each names the query it serves.

create schema zoho;
comment on schema zoho is 'Zoho''s records as last heard, by Zoho''s own names. Written by the worker alone.';

create table zoho.contacts (
  contact_id text not null,
  contact_name text,
  company_name text,
  first_name text,
  last_name text,
  contact_type text,
  customer_sub_type text,
  contact_number text,
  status text,
  email text,
  phone text,
  mobile text,
  website text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  payment_terms numeric,
  payment_terms_label text,
  credit_limit numeric,
  outstanding_receivable_amount numeric,
  outstanding_payable_amount numeric,
  unused_credits_receivable_amount numeric,
  unused_credits_payable_amount numeric,
  pricebook_id text,
  owner_id text,
  primary_contact_id text,
  notes text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint contacts_pk primary key (contact_id)
) with (fillfactor = 80);
comment on table zoho.contacts is 'Customers and vendors alike, told apart by contact_type.';

create index contacts_stale on zoho.contacts (stale_since) where stale_since is not null;
comment on index zoho.contacts_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.items (
  item_id text not null,
  name text,
  sku text,
  upc text,
  ean text,
  isbn text,
  part_number text,
  description text,
  purchase_description text,
  unit text,
  brand text,
  manufacturer text,
  product_type text,
  item_type text,
  status text,
  group_id text,
  group_name text,
  category_id text,
  category_name text,
  vendor_id text,
  vendor_name text,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  account_id text,
  purchase_account_id text,
  inventory_account_id text,
  rate numeric,
  purchase_rate numeric,
  reorder_level numeric,
  stock_on_hand numeric,
  available_stock numeric,
  actual_available_stock numeric,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint items_pk primary key (item_id)
) with (fillfactor = 80);
comment on table zoho.items is 'What is sold and bought. The three stock figures are Zoho''s own and never stand in for one another; an inventory adjustment changes none of them.';

create index items_stale on zoho.items (stale_since) where stale_since is not null;
comment on index zoho.items_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.invoices (
  invoice_id text not null,
  invoice_number text,
  reference_number text,
  status text,
  date date,
  due_date date,
  customer_id text,
  customer_name text,
  salesperson_id text,
  salesperson_name text,
  estimate_id text,
  salesorder_id text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  payment_terms numeric,
  payment_terms_label text,
  discount text,
  discount_amount numeric,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  shipping_charge numeric,
  tax_amount_withheld numeric,
  write_off_amount numeric,
  payment_made numeric,
  credits_applied numeric,
  balance numeric,
  notes text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint invoices_pk primary key (invoice_id)
) with (fillfactor = 80);
comment on table zoho.invoices is 'Invoices to customers, debit notes included.';

create index invoices_customer on zoho.invoices (customer_id);
comment on index zoho.invoices_customer is 'Serves joins and queries for a customer''s invoices.';

create index invoices_stale on zoho.invoices (stale_since) where stale_since is not null;
comment on index zoho.invoices_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.invoice_lines (
  invoice_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  quantity numeric,
  rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  project_id text,
  location_id text,
  salesorder_item_id text,
  constraint invoice_lines_pk primary key (invoice_id, position)
);
comment on table zoho.invoice_lines is 'What an invoice sells.';

create index invoice_lines_item on zoho.invoice_lines (item_id);
comment on index zoho.invoice_lines_item is 'Serves joins and queries for the sales of an item.';

create table zoho.bills (
  bill_id text not null,
  bill_number text,
  reference_number text,
  status text,
  date date,
  due_date date,
  vendor_id text,
  vendor_name text,
  purchaseorder_id text,
  pricebook_id text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  payment_terms numeric,
  payment_terms_label text,
  discount text,
  discount_amount numeric,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  payment_made numeric,
  vendor_credits_applied numeric,
  balance numeric,
  notes text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint bills_pk primary key (bill_id)
) with (fillfactor = 80);
comment on table zoho.bills is 'Bills from vendors.';

create index bills_vendor on zoho.bills (vendor_id);
comment on index zoho.bills_vendor is 'Serves joins and queries for a vendor''s bills.';

create index bills_stale on zoho.bills (stale_since) where stale_since is not null;
comment on index zoho.bills_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.bill_lines (
  bill_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  quantity numeric,
  rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  project_id text,
  location_id text,
  customer_id text,
  purchaseorder_item_id text,
  constraint bill_lines_pk primary key (bill_id, position)
);
comment on table zoho.bill_lines is 'What a bill buys.';

create table zoho.credit_notes (
  creditnote_id text not null,
  creditnote_number text,
  reference_number text,
  status text,
  date date,
  customer_id text,
  customer_name text,
  salesperson_id text,
  salesperson_name text,
  invoice_id text,
  invoice_number text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  discount text,
  discount_amount numeric,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  shipping_charge numeric,
  total_credits_used numeric,
  total_refunded_amount numeric,
  balance numeric,
  notes text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint credit_notes_pk primary key (creditnote_id)
) with (fillfactor = 80);
comment on table zoho.credit_notes is 'Credit notes to customers.';

create index credit_notes_stale on zoho.credit_notes (stale_since) where stale_since is not null;
comment on index zoho.credit_notes_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.credit_note_lines (
  creditnote_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  quantity numeric,
  rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  project_id text,
  location_id text,
  constraint credit_note_lines_pk primary key (creditnote_id, position)
);
comment on table zoho.credit_note_lines is 'What a credit note takes back.';

create table zoho.sales_orders (
  salesorder_id text not null,
  salesorder_number text,
  reference_number text,
  status text,
  order_status text,
  invoiced_status text,
  paid_status text,
  shipped_status text,
  date date,
  shipment_date date,
  customer_id text,
  customer_name text,
  salesperson_id text,
  salesperson_name text,
  estimate_id text,
  pricebook_id text,
  location_id text,
  delivery_method text,
  sales_channel text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  discount text,
  discount_amount numeric,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  shipping_charge numeric,
  notes text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint sales_orders_pk primary key (salesorder_id)
) with (fillfactor = 80);
comment on table zoho.sales_orders is 'Orders from customers.';

create index sales_orders_customer on zoho.sales_orders (customer_id);
comment on index zoho.sales_orders_customer is 'Serves joins and queries for a customer''s orders.';

create index sales_orders_stale on zoho.sales_orders (stale_since) where stale_since is not null;
comment on index zoho.sales_orders_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.sales_order_lines (
  salesorder_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  quantity numeric,
  rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  project_id text,
  location_id text,
  quantity_packed numeric,
  quantity_shipped numeric,
  quantity_invoiced numeric,
  quantity_cancelled numeric,
  constraint sales_order_lines_pk primary key (salesorder_id, position)
);
comment on table zoho.sales_order_lines is 'What a sales order asks for, and how much of it is packed, shipped and invoiced.';

create table zoho.purchase_orders (
  purchaseorder_id text not null,
  purchaseorder_number text,
  reference_number text,
  status text,
  order_status text,
  billed_status text,
  received_status text,
  date date,
  delivery_date date,
  expected_delivery_date date,
  vendor_id text,
  vendor_name text,
  salesorder_id text,
  delivery_customer_id text,
  pricebook_id text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  discount text,
  discount_amount numeric,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  notes text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint purchase_orders_pk primary key (purchaseorder_id)
) with (fillfactor = 80);
comment on table zoho.purchase_orders is 'Orders to vendors.';

create index purchase_orders_stale on zoho.purchase_orders (stale_since) where stale_since is not null;
comment on index zoho.purchase_orders_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.purchase_order_lines (
  purchaseorder_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  quantity numeric,
  rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  project_id text,
  location_id text,
  salesorder_item_id text,
  quantity_received numeric,
  quantity_billed numeric,
  quantity_cancelled numeric,
  constraint purchase_order_lines_pk primary key (purchaseorder_id, position)
);
comment on table zoho.purchase_order_lines is 'What a purchase order asks for, and how much of it is received and billed.';

create table zoho.customer_payments (
  payment_id text not null,
  payment_number text,
  payment_mode text,
  reference_number text,
  description text,
  status text,
  date date,
  customer_id text,
  customer_name text,
  account_id text,
  account_name text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  amount numeric,
  unused_amount numeric,
  amount_refunded numeric,
  bank_charges numeric,
  tax_amount_withheld numeric,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint customer_payments_pk primary key (payment_id)
) with (fillfactor = 80);
comment on table zoho.customer_payments is 'Payments from customers.';

create index customer_payments_customer on zoho.customer_payments (customer_id);
comment on index zoho.customer_payments_customer is 'Serves joins and queries for a customer''s payments.';

create index customer_payments_stale on zoho.customer_payments (stale_since) where stale_since is not null;
comment on index zoho.customer_payments_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.customer_payment_invoices (
  payment_id text not null,
  position integer not null,
  invoice_payment_id text,
  invoice_id text,
  invoice_number text,
  invoice_amount numeric,
  amount_applied numeric,
  balance_amount numeric,
  tax_amount_withheld numeric,
  constraint customer_payment_invoices_pk primary key (payment_id, position)
);
comment on table zoho.customer_payment_invoices is 'The invoices that a customer''s payment pays, and how much of each.';

create index customer_payment_invoices_invoice on zoho.customer_payment_invoices (invoice_id);
comment on index zoho.customer_payment_invoices_invoice is 'Serves joins and queries for the payments of an invoice.';

create table zoho.vendor_payments (
  payment_id text not null,
  payment_number text,
  payment_mode text,
  reference_number text,
  description text,
  status text,
  date date,
  vendor_id text,
  vendor_name text,
  paid_through_account_id text,
  paid_through_account_name text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  amount numeric,
  balance numeric,
  tax_amount_withheld numeric,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint vendor_payments_pk primary key (payment_id)
) with (fillfactor = 80);
comment on table zoho.vendor_payments is 'Payments to vendors.';

create index vendor_payments_stale on zoho.vendor_payments (stale_since) where stale_since is not null;
comment on index zoho.vendor_payments_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.vendor_payment_bills (
  payment_id text not null,
  position integer not null,
  bill_payment_id text,
  bill_id text,
  bill_number text,
  total numeric,
  amount_applied numeric,
  balance numeric,
  tax_amount_withheld numeric,
  constraint vendor_payment_bills_pk primary key (payment_id, position)
);
comment on table zoho.vendor_payment_bills is 'The bills that a payment to a vendor pays, and how much of each.';

create index vendor_payment_bills_bill on zoho.vendor_payment_bills (bill_id);
comment on index zoho.vendor_payment_bills_bill is 'Serves joins and queries for the payments of a bill.';

create table zoho.vendor_credits (
  vendor_credit_id text not null,
  vendor_credit_number text,
  reference_number text,
  status text,
  date date,
  vendor_id text,
  vendor_name text,
  bill_id text,
  bill_number text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  discount text,
  discount_amount numeric,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  total_credits_used numeric,
  total_refunded_amount numeric,
  balance numeric,
  notes text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint vendor_credits_pk primary key (vendor_credit_id)
) with (fillfactor = 80);
comment on table zoho.vendor_credits is 'Credits from vendors.';

create index vendor_credits_stale on zoho.vendor_credits (stale_since) where stale_since is not null;
comment on index zoho.vendor_credits_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.vendor_credit_lines (
  vendor_credit_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  quantity numeric,
  rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  project_id text,
  location_id text,
  constraint vendor_credit_lines_pk primary key (vendor_credit_id, position)
);
comment on table zoho.vendor_credit_lines is 'What a vendor credit gives back.';

create table zoho.inventory_adjustments (
  inventory_adjustment_id text not null,
  reference_number text,
  adjustment_type text,
  status text,
  date date,
  reason_id text,
  reason text,
  description text,
  location_id text,
  total numeric,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint inventory_adjustments_pk primary key (inventory_adjustment_id)
) with (fillfactor = 80);
comment on table zoho.inventory_adjustments is 'Adjustments of stock: documents, which change nothing in zoho.items.';

create index inventory_adjustments_stale on zoho.inventory_adjustments (stale_since) where stale_since is not null;
comment on index zoho.inventory_adjustments_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.inventory_adjustment_lines (
  inventory_adjustment_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  quantity_adjusted numeric,
  value_adjusted numeric,
  item_total numeric,
  adjustment_account_id text,
  adjustment_account_name text,
  location_id text,
  constraint inventory_adjustment_lines_pk primary key (inventory_adjustment_id, position)
);
comment on table zoho.inventory_adjustment_lines is 'The items that an adjustment adjusts.';

create table zoho.price_lists (
  pricebook_id text not null,
  name text,
  description text,
  status text,
  pricebook_type text,
  pricing_scheme text,
  sales_or_purchase_type text,
  rounding_type text,
  percentage numeric,
  is_increase boolean,
  currency_id text,
  currency_code text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint price_lists_pk primary key (pricebook_id)
) with (fillfactor = 80);
comment on table zoho.price_lists is 'Price lists: prices item by item, or a percentage on all (up where is_increase, else down).';

create index price_lists_stale on zoho.price_lists (stale_since) where stale_since is not null;
comment on index zoho.price_lists_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.price_list_items (
  pricebook_id text not null,
  position integer not null,
  pricebook_item_id text,
  item_id text,
  name text,
  pricebook_rate numeric,
  pricebook_discount numeric,
  constraint price_list_items_pk primary key (pricebook_id, position)
);
comment on table zoho.price_list_items is 'The price of an item in a price list; null where it depends on the quantity (see record of the list).';

create table zoho.estimates (
  estimate_id text not null,
  estimate_number text,
  reference_number text,
  status text,
  date date,
  expiry_date date,
  customer_id text,
  customer_name text,
  salesperson_id text,
  salesperson_name text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  discount text,
  discount_amount numeric,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  shipping_charge numeric,
  notes text,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint estimates_pk primary key (estimate_id)
) with (fillfactor = 80);
comment on table zoho.estimates is 'Estimates (quotes) to customers.';

create index estimates_stale on zoho.estimates (stale_since) where stale_since is not null;
comment on index zoho.estimates_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.estimate_lines (
  estimate_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  quantity numeric,
  rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  project_id text,
  location_id text,
  constraint estimate_lines_pk primary key (estimate_id, position)
);
comment on table zoho.estimate_lines is 'What an estimate offers.';

create table zoho.expenses (
  expense_id text not null,
  reference_number text,
  description text,
  expense_type text,
  status text,
  date date,
  account_id text,
  account_name text,
  paid_through_account_id text,
  paid_through_account_name text,
  vendor_id text,
  vendor_name text,
  customer_id text,
  customer_name text,
  project_id text,
  project_name text,
  is_billable boolean,
  invoice_id text,
  invoice_number text,
  location_id text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  sub_total numeric,
  tax_amount numeric,
  total numeric,
  amount numeric,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint expenses_pk primary key (expense_id)
) with (fillfactor = 80);
comment on table zoho.expenses is 'Expenses; an itemised one keeps its items in record.';

create index expenses_stale on zoho.expenses (stale_since) where stale_since is not null;
comment on index zoho.expenses_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.users (
  user_id text not null,
  name text,
  email text,
  status text,
  role_id text,
  user_role text,
  user_type text,
  cost_rate numeric,
  created_time timestamptz,
  last_modified_time timestamptz,
  version_time timestamptz not null,
  version_arrival bigint not null,
  event_id uuid,
  changed_by uuid,
  deleted_at timestamptz,
  stale_since timestamptz,
  stale_arrival bigint,
  record jsonb,
  constraint users_pk primary key (user_id)
) with (fillfactor = 80);
comment on table zoho.users is 'Users of the Zoho organisation.';

create index users_stale on zoho.users (stale_since) where stale_since is not null;
comment on index zoho.users_stale is 'Serves the later pull: what is incomplete, longest first.';

-- What every table of records has alike is explained once for all of them.
do $$
declare
  records regclass;
begin
  for records in
    select a.attrelid
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'zoho'::regnamespace
       and c.relkind = 'r'
       and a.attname = 'record'
  loop
    execute format('comment on column %s.version_time is %L', records, 'First half of the version: the record''s own time, else the time its delivery arrived; -infinity where only the id is known.');
    execute format('comment on column %s.version_arrival is %L', records, 'Second half of the version: tds_inbox_events.arrival of the delivery.');
    execute format('comment on column %s.event_id is %L', records, 'The event that last moved the version.');
    execute format('comment on column %s.changed_by is %L', records, 'The event that last changed the content.');
    execute format('comment on column %s.deleted_at is %L', records, 'The mark of a deleted record, which keeps its key and version.');
    execute format('comment on column %s.stale_since is %L', records, 'Since when something is known to be missing here, until a full body or a later pull settles it.');
    execute format('comment on column %s.record is %L', records, 'The record as received, merged member by member.');
  end loop;
end
$$;

-- Records are read one by one and seldom searched: lz4 costs least where the server was built with it.
do $$
declare
  records regclass;
begin
  for records in
    select a.attrelid
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'zoho'::regnamespace
       and c.relkind = 'r'
       and a.attname = 'record'
  loop
    execute format('alter table %s alter column record set compression lz4', records);
  end loop;
exception when feature_not_supported then
  raise notice 'this server has no lz4; records are compressed with pglz';
end
$$;
