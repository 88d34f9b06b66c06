-- More columns of the mirror: what people filter by, join by and sum. Rows that are there keep null in them until a
-- rebuild of their kind reads the columns from the record, or until the record arrives again. Adding a column without a
-- default changes no row, so the locks are short.

alter table zoho.contacts
  add column outstanding_receivable_amount_bcy numeric,
  add column outstanding_payable_amount_bcy numeric,
  add column unused_credits_receivable_amount_bcy numeric,
  add column unused_credits_payable_amount_bcy numeric,
  add column is_taxable boolean,
  add column tax_id text,
  add column tax_name text,
  add column tax_percentage numeric,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column place_of_contact text,
  add column portal_status text,
  add column language_code text,
  add column source text,
  add column created_by_id text,
  add column created_by_name text;

alter table zoho.items
  add column hsn_or_sac text,
  add column is_taxable boolean,
  add column track_inventory boolean,
  add column is_combo_product boolean,
  add column account_name text,
  add column purchase_account_name text,
  add column inventory_account_name text,
  add column inventory_valuation_method text,
  add column committed_stock numeric,
  add column actual_committed_stock numeric,
  add column available_for_sale_stock numeric,
  add column actual_available_for_sale_stock numeric,
  add column weight numeric,
  add column weight_unit text;

alter table zoho.invoices
  add column type text,
  add column payment_expected_date date,
  add column last_payment_date date,
  add column email text,
  add column sales_channel text,
  add column project_id text,
  add column project_name text,
  add column location_name text,
  add column place_of_supply text,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column discount_type text,
  add column is_discount_before_tax boolean,
  add column is_inclusive_tax boolean,
  add column bcy_sub_total numeric,
  add column bcy_tax_total numeric,
  add column bcy_total numeric,
  add column created_by_id text,
  add column created_by_name text,
  add column terms text;

alter table zoho.invoice_lines
  add column hsn_or_sac text,
  add column item_order numeric,
  add column bcy_rate numeric,
  add column account_name text;

alter table zoho.bills
  add column payment_expected_date date,
  add column purchaseorder_ids jsonb,
  add column location_name text,
  add column place_of_supply text,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column source_of_supply text,
  add column destination_of_supply text,
  add column discount_type text,
  add column is_discount_before_tax boolean,
  add column is_inclusive_tax boolean,
  add column bcy_sub_total numeric,
  add column bcy_tax_total numeric,
  add column bcy_total numeric,
  add column tds_tax_id text,
  add column tds_amount numeric,
  add column tds_percent numeric,
  add column unprocessed_payment_amount numeric,
  add column created_by_id text,
  add column created_by_name text,
  add column terms text;

alter table zoho.bill_lines
  add column hsn_or_sac text,
  add column item_order numeric,
  add column bcy_rate numeric,
  add column account_name text,
  add column customer_name text,
  add column is_billable boolean,
  add column purchaseorder_id text;

alter table zoho.credit_notes
  add column location_name text,
  add column place_of_supply text,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column discount_type text,
  add column is_discount_before_tax boolean,
  add column is_inclusive_tax boolean,
  add column bcy_sub_total numeric,
  add column bcy_tax_total numeric,
  add column bcy_total numeric,
  add column created_by_id text,
  add column created_by_name text,
  add column terms text;

alter table zoho.credit_note_lines
  add column hsn_or_sac text,
  add column item_order numeric,
  add column bcy_rate numeric,
  add column account_name text;

alter table zoho.sales_orders
  add column delivery_date date,
  add column location_name text,
  add column payment_terms numeric,
  add column payment_terms_label text,
  add column place_of_supply text,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column discount_type text,
  add column is_discount_before_tax boolean,
  add column is_inclusive_tax boolean,
  add column bcy_sub_total numeric,
  add column bcy_tax_total numeric,
  add column bcy_total numeric,
  add column total_invoiced_amount numeric,
  add column balance numeric,
  add column quantity numeric,
  add column quantity_packed numeric,
  add column quantity_shipped numeric,
  add column quantity_invoiced numeric,
  add column created_by_id text,
  add column created_by_name text,
  add column terms text;

alter table zoho.sales_order_lines
  add column hsn_or_sac text,
  add column item_order numeric,
  add column bcy_rate numeric,
  add column account_name text;

alter table zoho.purchase_orders
  add column location_name text,
  add column payment_terms numeric,
  add column payment_terms_label text,
  add column place_of_supply text,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column source_of_supply text,
  add column destination_of_supply text,
  add column discount_type text,
  add column is_discount_before_tax boolean,
  add column is_inclusive_tax boolean,
  add column bcy_sub_total numeric,
  add column bcy_tax_total numeric,
  add column bcy_total numeric,
  add column total_quantity numeric,
  add column quantity_yet_to_receive numeric,
  add column created_by_id text,
  add column created_by_name text,
  add column terms text;

alter table zoho.purchase_order_lines
  add column hsn_or_sac text,
  add column item_order numeric,
  add column bcy_rate numeric,
  add column account_name text,
  add column quantity_marked_as_received numeric;

alter table zoho.customer_payments
  add column payment_type text,
  add column location_name text,
  add column bcy_amount numeric,
  add column created_by_id text,
  add column created_by_name text;

alter table zoho.customer_payment_invoices
  add column date date,
  add column due_date date,
  add column discount_amount numeric;

alter table zoho.vendor_payments
  add column payment_type text,
  add column location_name text,
  add column bcy_amount numeric,
  add column amount_refunded numeric,
  add column bank_charges numeric,
  add column created_by_id text,
  add column created_by_name text;

alter table zoho.vendor_payment_bills
  add column date date,
  add column due_date date,
  add column discount_amount numeric;

alter table zoho.vendor_credits
  add column location_name text,
  add column place_of_supply text,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column source_of_supply text,
  add column destination_of_supply text,
  add column discount_type text,
  add column is_discount_before_tax boolean,
  add column is_inclusive_tax boolean,
  add column bcy_sub_total numeric,
  add column bcy_tax_total numeric,
  add column bcy_total numeric,
  add column created_by_id text,
  add column created_by_name text,
  add column terms text;

alter table zoho.vendor_credit_lines
  add column hsn_or_sac text,
  add column item_order numeric,
  add column bcy_rate numeric,
  add column account_name text;

alter table zoho.inventory_adjustments
  add column location_name text,
  add column created_by_id text,
  add column created_by_name text;

alter table zoho.estimates
  add column accepted_date date,
  add column declined_date date,
  add column location_name text,
  add column place_of_supply text,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column discount_type text,
  add column is_discount_before_tax boolean,
  add column is_inclusive_tax boolean,
  add column bcy_sub_total numeric,
  add column bcy_tax_total numeric,
  add column bcy_total numeric,
  add column uninvoiced_amount numeric,
  add column created_by_id text,
  add column created_by_name text,
  add column terms text;

alter table zoho.estimate_lines
  add column hsn_or_sac text,
  add column item_order numeric,
  add column bcy_rate numeric,
  add column account_name text;

alter table zoho.expenses
  add column payment_mode text,
  add column employee_id text,
  add column employee_name text,
  add column is_reimbursable boolean,
  add column is_inclusive_tax boolean,
  add column location_name text,
  add column place_of_supply text,
  add column tax_treatment text,
  add column gst_treatment text,
  add column gst_no text,
  add column tax_reg_no text,
  add column source_of_supply text,
  add column destination_of_supply text,
  add column mileage_type text,
  add column mileage_unit text,
  add column mileage_rate numeric,
  add column distance numeric,
  add column bcy_total numeric,
  add column created_by_id text,
  add column created_by_name text;

create table zoho.expense_lines (
  expense_id text not null,
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
  constraint expense_lines_pk primary key (expense_id, position)
);
comment on table zoho.expense_lines is 'What an expense was for, by account. An expense without items is its own only line.';

create index expense_lines_account on zoho.expense_lines (account_id);
comment on index zoho.expense_lines_account is 'Serves queries for the expenses of an account.';

comment on table zoho.expenses is 'Expenses. An itemised one has its accounts in zoho.expense_lines alone.';
