-- Every record of every kind in one view, on which the views of lists stand. A new kind gets a branch here; a test names
-- the kind that is missing. The last branch holds every kind without a table of its own. A condition on kind leaves the other tables out, one on id is looked up by their keys.
--
-- A view is replaced in place, so that the rights on it and views of yours upon it stay. New columns go to the end.

create or replace view zoho.records as
select 'contact'::text as kind, contact_id as id, record from zoho.contacts where deleted_at is null
union all
select 'item', item_id, record from zoho.items where deleted_at is null
union all
select 'invoice', invoice_id, record from zoho.invoices where deleted_at is null
union all
select 'bill', bill_id, record from zoho.bills where deleted_at is null
union all
select 'credit_note', creditnote_id, record from zoho.credit_notes where deleted_at is null
union all
select 'sales_order', salesorder_id, record from zoho.sales_orders where deleted_at is null
union all
select 'purchase_order', purchaseorder_id, record from zoho.purchase_orders where deleted_at is null
union all
select 'customer_payment', payment_id, record from zoho.customer_payments where deleted_at is null
union all
select 'vendor_payment', payment_id, record from zoho.vendor_payments where deleted_at is null
union all
select 'vendor_credit', vendor_credit_id, record from zoho.vendor_credits where deleted_at is null
union all
select 'inventory_adjustment', inventory_adjustment_id, record from zoho.inventory_adjustments where deleted_at is null
union all
select 'price_list', pricebook_id, record from zoho.price_lists where deleted_at is null
union all
select 'estimate', estimate_id, record from zoho.estimates where deleted_at is null
union all
select 'expense', expense_id, record from zoho.expenses where deleted_at is null
union all
select 'user', user_id, record from zoho.users where deleted_at is null
union all
select 'contact_person', contact_person_id, record from zoho.contact_persons where deleted_at is null
union all
select 'retainer_invoice', retainerinvoice_id, record from zoho.retainer_invoices where deleted_at is null
union all
select 'recurring_invoice', recurring_invoice_id, record from zoho.recurring_invoices where deleted_at is null
union all
select 'package', package_id, record from zoho.packages where deleted_at is null
union all
select 'shipment', shipment_id, record from zoho.shipments where deleted_at is null
union all
select 'sales_return', salesreturn_id, record from zoho.sales_returns where deleted_at is null
union all
select 'delivery_challan', deliverychallan_id, record from zoho.delivery_challans where deleted_at is null
union all
select 'purchase_receive', receive_id, record from zoho.purchase_receives where deleted_at is null
union all
select 'recurring_bill', recurring_bill_id, record from zoho.recurring_bills where deleted_at is null
union all
select 'recurring_expense', recurring_expense_id, record from zoho.recurring_expenses where deleted_at is null
union all
select 'composite_item', composite_item_id, record from zoho.composite_items where deleted_at is null
union all
select 'item_group', group_id, record from zoho.item_groups where deleted_at is null
union all
select 'transfer_order', transfer_order_id, record from zoho.transfer_orders where deleted_at is null
union all
select 'location', location_id, record from zoho.locations where deleted_at is null
union all
select 'journal', journal_id, record from zoho.journals where deleted_at is null
union all
select 'chart_of_account', account_id, record from zoho.chart_of_accounts where deleted_at is null
union all
select 'bank_account', account_id, record from zoho.bank_accounts where deleted_at is null
union all
select 'bank_transaction', transaction_id, record from zoho.bank_transactions where deleted_at is null
union all
select 'tax', tax_id, record from zoho.taxes where deleted_at is null
union all
select 'tax_group', tax_group_id, record from zoho.tax_groups where deleted_at is null
union all
select 'currency', currency_id, record from zoho.currencies where deleted_at is null
union all
select 'project', project_id, record from zoho.projects where deleted_at is null
union all
select 'time_entry', time_entry_id, record from zoho.time_entries where deleted_at is null
union all
select entity_type, entity_id, record from zoho.other_records where deleted_at is null;

comment on view zoho.records is 'Every record of every kind that is not deleted.';
comment on column zoho.records.kind is 'The kind of the record, as in tds_sync_queue.entity_type.';
comment on column zoho.records.id is 'The id of the record, which is the key of its own table.';
comment on column zoho.records.record is 'The record as received, merged member by member.';
