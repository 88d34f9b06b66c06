-- Tables of more kinds. They look like the tables of V2, and a test holds them and the catalogue to each other.

create table zoho.contact_persons (
  contact_person_id text not null,
  first_name text,
  last_name text,
  salutation text,
  contact_id text,
  email text,
  phone text,
  mobile text,
  designation text,
  department text,
  is_primary_contact boolean,
  is_added_in_portal boolean,
  status text,
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
  constraint contact_persons_pk primary key (contact_person_id)
) with (fillfactor = 80);
comment on table zoho.contact_persons is 'People at a customer or vendor.';

create index contact_persons_stale on zoho.contact_persons (stale_since) where stale_since is not null;
comment on index zoho.contact_persons_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.retainer_invoices (
  retainerinvoice_id text not null,
  retainerinvoice_number text,
  reference_number text,
  status text,
  date date,
  last_payment_date date,
  customer_id text,
  customer_name text,
  estimate_id text,
  project_id text,
  project_name text,
  location_id text,
  location_name text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  place_of_supply text,
  is_inclusive_tax boolean,
  sub_total numeric,
  tax_total numeric,
  total numeric,
  bcy_total numeric,
  payment_made numeric,
  payment_drawn numeric,
  balance numeric,
  created_by_id text,
  created_by_name text,
  notes text,
  terms text,
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
  constraint retainer_invoices_pk primary key (retainerinvoice_id)
) with (fillfactor = 80);
comment on table zoho.retainer_invoices is 'Retainer invoices: what customers pay in advance.';

create index retainer_invoices_stale on zoho.retainer_invoices (stale_since) where stale_since is not null;
comment on index zoho.retainer_invoices_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.retainer_invoice_lines (
  retainerinvoice_id text not null,
  position integer not null,
  line_item_id text,
  description text,
  item_order numeric,
  rate numeric,
  bcy_rate numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  location_id text,
  constraint retainer_invoice_lines_pk primary key (retainerinvoice_id, position)
);
comment on table zoho.retainer_invoice_lines is 'What a retainer invoice asks for. Its lines have no items.';

create table zoho.recurring_invoices (
  recurring_invoice_id text not null,
  recurrence_name text,
  reference_number text,
  status text,
  recurrence_frequency text,
  repeat_every numeric,
  start_date date,
  end_date date,
  last_sent_date date,
  next_invoice_date date,
  customer_id text,
  customer_name text,
  salesperson_id text,
  salesperson_name text,
  project_id text,
  project_name text,
  location_id text,
  location_name text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  payment_terms numeric,
  payment_terms_label text,
  place_of_supply text,
  tax_treatment text,
  gst_treatment text,
  gst_no text,
  tax_reg_no text,
  discount text,
  discount_amount numeric,
  discount_type text,
  is_discount_before_tax boolean,
  is_inclusive_tax boolean,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  bcy_sub_total numeric,
  bcy_tax_total numeric,
  bcy_total numeric,
  shipping_charge numeric,
  paid_invoices_total numeric,
  unpaid_invoices_balance numeric,
  created_by_id text,
  created_by_name text,
  notes text,
  terms text,
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
  constraint recurring_invoices_pk primary key (recurring_invoice_id)
) with (fillfactor = 80);
comment on table zoho.recurring_invoices is 'Profiles from which Zoho makes invoices again and again.';

create index recurring_invoices_stale on zoho.recurring_invoices (stale_since) where stale_since is not null;
comment on index zoho.recurring_invoices_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.recurring_invoice_lines (
  recurring_invoice_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  hsn_or_sac text,
  item_order numeric,
  quantity numeric,
  rate numeric,
  bcy_rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  account_name text,
  project_id text,
  location_id text,
  constraint recurring_invoice_lines_pk primary key (recurring_invoice_id, position)
);
comment on table zoho.recurring_invoice_lines is 'What each invoice of a profile will ask for.';

create table zoho.packages (
  package_id text not null,
  package_number text,
  status text,
  detailed_status text,
  date date,
  shipping_date date,
  salesorder_id text,
  salesorder_number text,
  shipment_id text,
  shipment_number text,
  customer_id text,
  customer_name text,
  location_id text,
  location_name text,
  delivery_method text,
  carrier text,
  service text,
  tracking_number text,
  expected_delivery_date date,
  shipment_delivered_date date,
  total_quantity numeric,
  created_by_id text,
  created_by_name text,
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
  constraint packages_pk primary key (package_id)
) with (fillfactor = 80);
comment on table zoho.packages is 'Packages of sales orders.';

create index packages_stale on zoho.packages (stale_since) where stale_since is not null;
comment on index zoho.packages_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.package_lines (
  package_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  item_order numeric,
  quantity numeric,
  salesorder_item_id text,
  location_id text,
  constraint package_lines_pk primary key (package_id, position)
);
comment on table zoho.package_lines is 'What is in a package.';

create table zoho.shipments (
  shipment_id text not null,
  shipment_number text,
  reference_number text,
  status text,
  detailed_status text,
  shipment_type text,
  date date,
  salesorder_id text,
  salesorder_number text,
  customer_id text,
  customer_name text,
  location_id text,
  location_name text,
  delivery_method text,
  carrier text,
  service text,
  tracking_number text,
  expected_delivery_date date,
  shipment_delivered_date date,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  shipping_charge numeric,
  sub_total numeric,
  tax_total numeric,
  total numeric,
  created_by_id text,
  created_by_name text,
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
  constraint shipments_pk primary key (shipment_id)
) with (fillfactor = 80);
comment on table zoho.shipments is 'Shipments of packages.';

create index shipments_stale on zoho.shipments (stale_since) where stale_since is not null;
comment on index zoho.shipments_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.shipment_lines (
  shipment_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  item_order numeric,
  quantity numeric,
  salesorder_item_id text,
  location_id text,
  rate numeric,
  item_total numeric,
  constraint shipment_lines_pk primary key (shipment_id, position)
);
comment on table zoho.shipment_lines is 'What a shipment brings, where it says so. Its packages are in record.';

create table zoho.sales_returns (
  salesreturn_id text not null,
  salesreturn_number text,
  reference_number text,
  status text,
  receive_status text,
  refund_status text,
  reason text,
  date date,
  salesorder_id text,
  salesorder_number text,
  customer_id text,
  customer_name text,
  location_id text,
  location_name text,
  quantity numeric,
  refunded_amount numeric,
  created_by_id text,
  created_by_name text,
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
  constraint sales_returns_pk primary key (salesreturn_id)
) with (fillfactor = 80);
comment on table zoho.sales_returns is 'Goods that customers send back.';

create index sales_returns_stale on zoho.sales_returns (stale_since) where stale_since is not null;
comment on index zoho.sales_returns_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.sales_return_lines (
  salesreturn_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  item_order numeric,
  quantity numeric,
  salesorder_item_id text,
  location_id text,
  rate numeric,
  quantity_received numeric,
  quantity_credited numeric,
  non_receive_quantity numeric,
  constraint sales_return_lines_pk primary key (salesreturn_id, position)
);
comment on table zoho.sales_return_lines is 'What a customer sends back, and how much of it has arrived.';

create table zoho.delivery_challans (
  deliverychallan_id text not null,
  deliverychallan_number text,
  reference_number text,
  challan_type text,
  status text,
  challan_status text,
  invoiced_status text,
  date date,
  customer_id text,
  customer_name text,
  location_id text,
  location_name text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  place_of_supply text,
  tax_treatment text,
  gst_treatment text,
  gst_no text,
  tax_reg_no text,
  discount text,
  discount_amount numeric,
  discount_type text,
  is_discount_before_tax boolean,
  is_inclusive_tax boolean,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  bcy_sub_total numeric,
  bcy_tax_total numeric,
  bcy_total numeric,
  shipping_charge numeric,
  created_by_id text,
  created_by_name text,
  notes text,
  terms text,
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
  constraint delivery_challans_pk primary key (deliverychallan_id)
) with (fillfactor = 80);
comment on table zoho.delivery_challans is 'Delivery challans: goods that leave without being sold.';

create index delivery_challans_stale on zoho.delivery_challans (stale_since) where stale_since is not null;
comment on index zoho.delivery_challans_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.delivery_challan_lines (
  deliverychallan_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  hsn_or_sac text,
  item_order numeric,
  quantity numeric,
  rate numeric,
  bcy_rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  account_name text,
  project_id text,
  location_id text,
  quantity_invoiced numeric,
  quantity_returned numeric,
  constraint delivery_challan_lines_pk primary key (deliverychallan_id, position)
);
comment on table zoho.delivery_challan_lines is 'What leaves with a delivery challan.';

create table zoho.purchase_receives (
  receive_id text not null,
  receive_number text,
  status text,
  date date,
  purchaseorder_id text,
  purchaseorder_number text,
  vendor_id text,
  vendor_name text,
  location_id text,
  location_name text,
  total_quantity numeric,
  created_by_id text,
  created_by_name text,
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
  constraint purchase_receives_pk primary key (receive_id)
) with (fillfactor = 80);
comment on table zoho.purchase_receives is 'Goods received for purchase orders.';

create index purchase_receives_stale on zoho.purchase_receives (stale_since) where stale_since is not null;
comment on index zoho.purchase_receives_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.purchase_receive_lines (
  receive_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  item_order numeric,
  quantity numeric,
  purchaseorder_item_id text,
  location_id text,
  constraint purchase_receive_lines_pk primary key (receive_id, position)
);
comment on table zoho.purchase_receive_lines is 'What was received.';

create table zoho.recurring_bills (
  recurring_bill_id text not null,
  recurrence_name text,
  reference_number text,
  status text,
  recurrence_frequency text,
  repeat_every numeric,
  start_date date,
  end_date date,
  last_created_date date,
  next_bill_date date,
  vendor_id text,
  vendor_name text,
  pricebook_id text,
  location_id text,
  location_name text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  payment_terms numeric,
  payment_terms_label text,
  place_of_supply text,
  tax_treatment text,
  gst_treatment text,
  gst_no text,
  tax_reg_no text,
  source_of_supply text,
  destination_of_supply text,
  discount text,
  discount_amount numeric,
  discount_type text,
  is_discount_before_tax boolean,
  is_inclusive_tax boolean,
  discount_total numeric,
  sub_total numeric,
  tax_total numeric,
  adjustment numeric,
  total numeric,
  bcy_sub_total numeric,
  bcy_tax_total numeric,
  bcy_total numeric,
  created_by_id text,
  created_by_name text,
  notes text,
  terms text,
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
  constraint recurring_bills_pk primary key (recurring_bill_id)
) with (fillfactor = 80);
comment on table zoho.recurring_bills is 'Profiles from which Zoho makes bills again and again.';

create index recurring_bills_stale on zoho.recurring_bills (stale_since) where stale_since is not null;
comment on index zoho.recurring_bills_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.recurring_bill_lines (
  recurring_bill_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  hsn_or_sac text,
  item_order numeric,
  quantity numeric,
  rate numeric,
  bcy_rate numeric,
  discount text,
  discount_amount numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  item_total numeric,
  account_id text,
  account_name text,
  project_id text,
  location_id text,
  customer_id text,
  customer_name text,
  is_billable boolean,
  constraint recurring_bill_lines_pk primary key (recurring_bill_id, position)
);
comment on table zoho.recurring_bill_lines is 'What each bill of a profile will charge.';

create table zoho.recurring_expenses (
  recurring_expense_id text not null,
  recurrence_name text,
  description text,
  status text,
  recurrence_frequency text,
  repeat_every numeric,
  start_date date,
  end_date date,
  last_created_date date,
  next_expense_date date,
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
  is_inclusive_tax boolean,
  location_id text,
  location_name text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  place_of_supply text,
  tax_treatment text,
  gst_treatment text,
  gst_no text,
  tax_reg_no text,
  source_of_supply text,
  destination_of_supply text,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  sub_total numeric,
  tax_amount numeric,
  total numeric,
  bcy_total numeric,
  amount numeric,
  created_by_id text,
  created_by_name text,
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
  constraint recurring_expenses_pk primary key (recurring_expense_id)
) with (fillfactor = 80);
comment on table zoho.recurring_expenses is 'Profiles from which Zoho makes expenses again and again.';

create index recurring_expenses_stale on zoho.recurring_expenses (stale_since) where stale_since is not null;
comment on index zoho.recurring_expenses_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.recurring_expense_lines (
  recurring_expense_id text not null,
  position integer not null,
  line_item_id text,
  account_id text,
  account_name text,
  description text,
  hsn_or_sac text,
  item_order numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  amount numeric,
  tax_amount numeric,
  constraint recurring_expense_lines_pk primary key (recurring_expense_id, position)
);
comment on table zoho.recurring_expense_lines is 'What each expense of a profile is for, by account.';

create table zoho.composite_items (
  composite_item_id text not null,
  name text,
  sku text,
  upc text,
  ean text,
  isbn text,
  part_number text,
  description text,
  unit text,
  product_type text,
  item_type text,
  combo_type text,
  status text,
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
  constraint composite_items_pk primary key (composite_item_id)
) with (fillfactor = 80);
comment on table zoho.composite_items is 'Items that consist of other items.';

create index composite_items_stale on zoho.composite_items (stale_since) where stale_since is not null;
comment on index zoho.composite_items_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.composite_item_components (
  composite_item_id text not null,
  position integer not null,
  mapped_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  item_order numeric,
  quantity numeric,
  rate numeric,
  purchase_rate numeric,
  constraint composite_item_components_pk primary key (composite_item_id, position)
);
comment on table zoho.composite_item_components is 'The items in a composite item, and how many of each.';

create table zoho.item_groups (
  group_id text not null,
  group_name text,
  description text,
  product_type text,
  unit text,
  brand text,
  manufacturer text,
  status text,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
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
  constraint item_groups_pk primary key (group_id)
) with (fillfactor = 80);
comment on table zoho.item_groups is 'Groups of items that differ in attributes such as size.';

create index item_groups_stale on zoho.item_groups (stale_since) where stale_since is not null;
comment on index zoho.item_groups_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.item_group_items (
  group_id text not null,
  position integer not null,
  item_id text,
  name text,
  sku text,
  rate numeric,
  purchase_rate numeric,
  stock_on_hand numeric,
  reorder_level numeric,
  constraint item_group_items_pk primary key (group_id, position)
);
comment on table zoho.item_group_items is 'The items of a group.';

create table zoho.transfer_orders (
  transfer_order_id text not null,
  transfer_order_number text,
  reference_number text,
  status text,
  description text,
  date date,
  from_location_id text,
  from_location_name text,
  to_location_id text,
  to_location_name text,
  is_intransit_order boolean,
  quantity_transfer numeric,
  created_by_id text,
  created_by_name text,
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
  constraint transfer_orders_pk primary key (transfer_order_id)
) with (fillfactor = 80);
comment on table zoho.transfer_orders is 'Moves of stock from one location to another.';

create index transfer_orders_stale on zoho.transfer_orders (stale_since) where stale_since is not null;
comment on index zoho.transfer_orders_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.transfer_order_lines (
  transfer_order_id text not null,
  position integer not null,
  line_item_id text,
  item_id text,
  name text,
  description text,
  sku text,
  unit text,
  item_order numeric,
  quantity_transfer numeric,
  constraint transfer_order_lines_pk primary key (transfer_order_id, position)
);
comment on table zoho.transfer_order_lines is 'What moves, and how much of it.';

create table zoho.locations (
  location_id text not null,
  location_name text,
  type text,
  status text,
  is_primary boolean,
  parent_location_id text,
  email text,
  phone text,
  city text,
  state text,
  country text,
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
  constraint locations_pk primary key (location_id)
) with (fillfactor = 80);
comment on table zoho.locations is 'Locations, which Zoho used to call branches and warehouses.';

create index locations_stale on zoho.locations (stale_since) where stale_since is not null;
comment on index zoho.locations_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.journals (
  journal_id text not null,
  entry_number text,
  reference_number text,
  journal_type text,
  status text,
  notes text,
  journal_date date,
  location_id text,
  location_name text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  line_item_total numeric,
  total numeric,
  bcy_total numeric,
  created_by_id text,
  created_by_name text,
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
  constraint journals_pk primary key (journal_id)
) with (fillfactor = 80);
comment on table zoho.journals is 'Manual journals.';

create index journals_stale on zoho.journals (stale_since) where stale_since is not null;
comment on index zoho.journals_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.journal_lines (
  journal_id text not null,
  position integer not null,
  line_id text,
  account_id text,
  account_name text,
  description text,
  debit_or_credit text,
  amount numeric,
  bcy_amount numeric,
  customer_id text,
  customer_name text,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  project_id text,
  project_name text,
  location_id text,
  constraint journal_lines_pk primary key (journal_id, position)
);
comment on table zoho.journal_lines is 'The debits and credits of a journal. debit_or_credit says which of them amount is.';

create table zoho.chart_of_accounts (
  account_id text not null,
  account_name text,
  account_code text,
  account_type text,
  description text,
  status text,
  parent_account_id text,
  parent_account_name text,
  is_system_account boolean,
  currency_id text,
  currency_code text,
  closing_balance numeric,
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
  constraint chart_of_accounts_pk primary key (account_id)
) with (fillfactor = 80);
comment on table zoho.chart_of_accounts is 'Accounts of the books.';

create index chart_of_accounts_stale on zoho.chart_of_accounts (stale_since) where stale_since is not null;
comment on index zoho.chart_of_accounts_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.bank_accounts (
  account_id text not null,
  account_name text,
  account_code text,
  account_type text,
  account_number text,
  bank_name text,
  routing_number text,
  description text,
  status text,
  is_primary_account boolean,
  currency_id text,
  currency_code text,
  balance numeric,
  bank_balance numeric,
  bcy_balance numeric,
  uncategorized_transactions numeric,
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
  constraint bank_accounts_pk primary key (account_id)
) with (fillfactor = 80);
comment on table zoho.bank_accounts is 'Bank accounts, cards and the like. Each is in zoho.chart_of_accounts too, with the same id.';

create index bank_accounts_stale on zoho.bank_accounts (stale_since) where stale_since is not null;
comment on index zoho.bank_accounts_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.bank_transactions (
  transaction_id text not null,
  transaction_type text,
  reference_number text,
  description text,
  payment_mode text,
  status text,
  date date,
  account_id text,
  account_name text,
  from_account_id text,
  from_account_name text,
  to_account_id text,
  to_account_name text,
  customer_id text,
  customer_name text,
  vendor_id text,
  vendor_name text,
  location_id text,
  location_name text,
  currency_id text,
  currency_code text,
  exchange_rate numeric,
  debit_or_credit text,
  amount numeric,
  bank_charges numeric,
  tax_amount numeric,
  sub_total numeric,
  total numeric,
  bcy_total numeric,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
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
  constraint bank_transactions_pk primary key (transaction_id)
) with (fillfactor = 80);
comment on table zoho.bank_transactions is 'What moved on a bank account.';

create index bank_transactions_stale on zoho.bank_transactions (stale_since) where stale_since is not null;
comment on index zoho.bank_transactions_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.bank_transaction_lines (
  transaction_id text not null,
  position integer not null,
  from_account_id text,
  from_account_name text,
  to_account_id text,
  to_account_name text,
  customer_id text,
  customer_name text,
  vendor_id text,
  vendor_name text,
  payment_mode text,
  sub_total numeric,
  total numeric,
  bcy_total numeric,
  constraint bank_transaction_lines_pk primary key (transaction_id, position)
);
comment on table zoho.bank_transaction_lines is 'The parts of a bank transaction.';

create table zoho.taxes (
  tax_id text not null,
  tax_name text,
  tax_percentage numeric,
  tax_type text,
  tax_specific_type text,
  country_code text,
  status text,
  tax_authority_id text,
  tax_authority_name text,
  is_value_added boolean,
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
  constraint taxes_pk primary key (tax_id)
) with (fillfactor = 80);
comment on table zoho.taxes is 'Taxes and their rates.';

create index taxes_stale on zoho.taxes (stale_since) where stale_since is not null;
comment on index zoho.taxes_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.tax_groups (
  tax_group_id text not null,
  tax_group_name text,
  tax_group_percentage numeric,
  status text,
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
  constraint tax_groups_pk primary key (tax_group_id)
) with (fillfactor = 80);
comment on table zoho.tax_groups is 'Taxes that are charged together.';

create index tax_groups_stale on zoho.tax_groups (stale_since) where stale_since is not null;
comment on index zoho.tax_groups_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.tax_group_taxes (
  tax_group_id text not null,
  position integer not null,
  tax_id text,
  tax_name text,
  tax_percentage numeric,
  tax_type text,
  constraint tax_group_taxes_pk primary key (tax_group_id, position)
);
comment on table zoho.tax_group_taxes is 'The taxes of a group.';

create table zoho.currencies (
  currency_id text not null,
  currency_code text,
  currency_name text,
  currency_symbol text,
  currency_format text,
  price_precision numeric,
  exchange_rate numeric,
  effective_date date,
  is_base_currency boolean,
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
  constraint currencies_pk primary key (currency_id)
) with (fillfactor = 80);
comment on table zoho.currencies is 'Currencies. Documents say the rate that they were made with.';

create index currencies_stale on zoho.currencies (stale_since) where stale_since is not null;
comment on index zoho.currencies_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.projects (
  project_id text not null,
  project_name text,
  description text,
  status text,
  customer_id text,
  customer_name text,
  currency_id text,
  currency_code text,
  billing_type text,
  budget_type text,
  rate numeric,
  cost_budget_amount numeric,
  total_hours text,
  billed_hours text,
  un_billed_hours text,
  total_amount numeric,
  billed_amount numeric,
  un_billed_amount numeric,
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
  constraint projects_pk primary key (project_id)
) with (fillfactor = 80);
comment on table zoho.projects is 'Projects for customers.';

create index projects_stale on zoho.projects (stale_since) where stale_since is not null;
comment on index zoho.projects_stale is 'Serves the later pull: what is incomplete, longest first.';

create table zoho.project_tasks (
  project_id text not null,
  position integer not null,
  task_id text,
  task_name text,
  description text,
  status text,
  is_billable boolean,
  rate numeric,
  budget_hours text,
  total_hours text,
  billed_hours text,
  un_billed_hours text,
  constraint project_tasks_pk primary key (project_id, position)
);
comment on table zoho.project_tasks is 'The tasks of a project. Hours are text like 12:26.';

create table zoho.time_entries (
  time_entry_id text not null,
  log_date date,
  log_time text,
  begin_time text,
  end_time text,
  notes text,
  project_id text,
  project_name text,
  task_id text,
  task_name text,
  customer_id text,
  customer_name text,
  user_id text,
  user_name text,
  is_billable boolean,
  billed_status text,
  invoice_id text,
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
  constraint time_entries_pk primary key (time_entry_id)
) with (fillfactor = 80);
comment on table zoho.time_entries is 'Work on projects. log_time is text like 03:30.';

create index time_entries_stale on zoho.time_entries (stale_since) where stale_since is not null;
comment on index zoho.time_entries_stale is 'Serves the later pull: what is incomplete, longest first.';

create index packages_salesorder on zoho.packages (salesorder_id);
comment on index zoho.packages_salesorder is 'Serves joins and queries for the packages of a sales order.';

create index journal_lines_account on zoho.journal_lines (account_id);
comment on index zoho.journal_lines_account is 'Serves queries for what was booked on an account.';

create index contact_persons_contact on zoho.contact_persons (contact_id);
comment on index zoho.contact_persons_contact is 'Serves joins and queries for the people of a customer or vendor.';

-- What every table of records has alike, as V2 says it for the first ones.
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
       and a.attname = 'version_arrival'
       and col_description(a.attrelid, a.attnum) is null
  loop
    execute format('comment on column %s.version_time is %L', records, 'First half of the version: the record''s own time, else the time its delivery arrived; -infinity where only the id is known.');
    execute format('comment on column %s.version_arrival is %L', records, 'Second half of the version: tds_inbox_events.arrival of the delivery.');
    execute format('comment on column %s.event_id is %L', records, 'The event that last moved the version.');
    execute format('comment on column %s.changed_by is %L', records, 'The event that last changed the content.');
    execute format('comment on column %s.deleted_at is %L', records, 'The mark of a deleted record, which keeps its key and version.');
    execute format('comment on column %s.stale_since is %L', records, 'Since when something is known to be missing here, until a full body or a later pull settles it.');
    execute format('comment on column %s.record is %L', records, 'The record as received, merged member by member.');
    begin
      execute format('alter table %s alter column record set compression lz4', records);
    exception when feature_not_supported then
      raise notice 'this server has no lz4; records are compressed with pglz';
    end;
  end loop;
end
$$;
