package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ApiResource.ListOrder.CREATED;
import static sale.tsh.tds.kind.ApiResource.ListOrder.MODIFIED;
import static sale.tsh.tds.kind.ApiResource.books;
import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.DECIMAL;
import static sale.tsh.tds.kind.ColumnType.TEXT;
import static sale.tsh.tds.kind.KeyUse.ORIGIN;
import static sale.tsh.tds.kind.Kind.kind;
import static sale.tsh.tds.kind.SharedColumns.ACCOUNT;
import static sale.tsh.tds.kind.SharedColumns.CREATED_BY;
import static sale.tsh.tds.kind.SharedColumns.CURRENCY;
import static sale.tsh.tds.kind.SharedColumns.CUSTOMER;
import static sale.tsh.tds.kind.SharedColumns.ITEM_LINE;
import static sale.tsh.tds.kind.SharedColumns.LINE_ITEMS;
import static sale.tsh.tds.kind.SharedColumns.LOCATION;
import static sale.tsh.tds.kind.SharedColumns.LOCATION_ID;
import static sale.tsh.tds.kind.SharedColumns.PAYMENT_TERMS;
import static sale.tsh.tds.kind.SharedColumns.PROJECT;
import static sale.tsh.tds.kind.SharedColumns.RECURRENCE;
import static sale.tsh.tds.kind.SharedColumns.SALESPERSON;
import static sale.tsh.tds.kind.SharedColumns.STATUS;
import static sale.tsh.tds.kind.SharedColumns.TAX;
import static sale.tsh.tds.kind.SharedColumns.TAX_PLACE;
import static sale.tsh.tds.kind.SharedColumns.TOTALS;
import static sale.tsh.tds.kind.SharedColumns.WORDS;

import java.util.List;

/** What is offered and sold to customers, and what they pay. */
final class SalesKinds {

  private SalesKinds() {}

  static Kind estimate() {
    return kind("estimate")
        .paths("estimates")
        .at(books("estimates", MODIFIED, CREATED))
        .table("estimates")
        .key("estimate_id")
        .columns(
            text("estimate_number", "reference_number", "status"),
            date("date", "expiry_date", "accepted_date", "declined_date"),
            CUSTOMER,
            SALESPERSON,
            LOCATION,
            CURRENCY,
            TAX_PLACE,
            TOTALS,
            decimal("shipping_charge", "uninvoiced_amount"),
            CREATED_BY,
            WORDS)
        .core("estimate_number", "customer_id", "total", "line_items")
        .lines("estimate_lines", LINE_ITEMS, ITEM_LINE)
        .build();
  }

  static Kind salesOrder() {
    return kind("sales_order")
        .paths("orders", "sales-orders")
        .at(books("salesorders", MODIFIED, CREATED))
        .alsoNamed("salesorder", "order")
        .table("sales_orders")
        .key("salesorder_id", "sales_order_id")
        .columns(
            text("salesorder_number", "reference_number"),
            text("status", "order_status", "invoiced_status", "paid_status", "shipped_status"),
            date("date", "shipment_date", "delivery_date"),
            CUSTOMER,
            SALESPERSON,
            id("estimate_id", "pricebook_id"),
            LOCATION,
            text("delivery_method", "sales_channel"),
            CURRENCY,
            PAYMENT_TERMS,
            TAX_PLACE,
            TOTALS,
            decimal("shipping_charge", "total_invoiced_amount", "balance"),
            either("quantity", DECIMAL, "quantity", "total_quantity"),
            decimal("quantity_packed", "quantity_shipped", "quantity_invoiced"),
            CREATED_BY,
            WORDS)
        .core("salesorder_number", "customer_id", "total", "line_items")
        .lines(
            "sales_order_lines",
            LINE_ITEMS,
            ITEM_LINE,
            decimal("quantity_packed", "quantity_shipped", "quantity_invoiced"),
            decimal("quantity_cancelled"))
        .build();
  }

  /** Customer debit notes are invoices too. The column {@code type} tells. */
  static Kind invoice() {
    return kind("invoice")
        .paths("invoices")
        .at(books("invoices", MODIFIED, CREATED))
        .table("invoices")
        .key("invoice_id")
        .columns(
            text("invoice_number", "reference_number", "type", "status"),
            date("date", "due_date", "payment_expected_date", "last_payment_date"),
            CUSTOMER,
            text("email"),
            SALESPERSON,
            id("estimate_id", "salesorder_id"),
            text("sales_channel"),
            PROJECT,
            LOCATION,
            CURRENCY,
            PAYMENT_TERMS,
            TAX_PLACE,
            TOTALS,
            decimal("shipping_charge", "tax_amount_withheld", "write_off_amount"),
            decimal("payment_made", "credits_applied", "balance"),
            CREATED_BY,
            WORDS)
        .core("invoice_number", "customer_id", "total", "line_items")
        .lines("invoice_lines", LINE_ITEMS, ITEM_LINE, id("salesorder_item_id"))
        .build();
  }

  static Kind creditNote() {
    return kind("credit_note")
        .paths("credit-notes")
        .at(books("creditnotes", MODIFIED, CREATED))
        .alsoNamed("creditnote")
        .table("credit_notes")
        .key("creditnote_id", "credit_note_id")
        .columns(
            text("creditnote_number", "reference_number", "status"),
            date("date"),
            CUSTOMER,
            SALESPERSON,
            id("invoice_id"),
            text("invoice_number"),
            LOCATION,
            CURRENCY,
            TAX_PLACE,
            TOTALS,
            decimal("shipping_charge", "total_credits_used", "total_refunded_amount", "balance"),
            CREATED_BY,
            WORDS)
        .core("creditnote_number", "customer_id", "total", "line_items")
        .lines("credit_note_lines", LINE_ITEMS, ITEM_LINE)
        .build();
  }

  static Kind customerPayment() {
    return kind("customer_payment")
        .paths("payments", "customer-payments")
        .at(books("customerpayments", MODIFIED))
        .alsoNamed("customerpayment", "payment")
        .table("customer_payments")
        .key("payment_id", "customer_payment_id", "customerpayment_id")
        .columns(
            text("payment_number", "payment_mode", "payment_type"),
            text("reference_number", "description"),
            either("status", TEXT, "status", "payment_status"),
            date("date"),
            CUSTOMER,
            ACCOUNT,
            LOCATION,
            CURRENCY,
            decimal("amount", "bcy_amount", "unused_amount", "amount_refunded"),
            decimal("bank_charges", "tax_amount_withheld"),
            CREATED_BY)
        .core("customer_id", "amount", "invoices")
        .lines(
            "customer_payment_invoices",
            List.of("invoices"),
            id("invoice_payment_id", "invoice_id"),
            text("invoice_number"),
            date("date", "due_date"),
            either("invoice_amount", DECIMAL, "invoice_amount", "total"),
            decimal("amount_applied"),
            either("balance_amount", DECIMAL, "balance_amount", "balance"),
            decimal("discount_amount", "tax_amount_withheld"))
        .build();
  }

  /** What a customer pays in advance. Its lines have no items. */
  static Kind retainerInvoice() {
    return kind("retainer_invoice")
        .paths("retainer-invoices")
        .at(books("retainerinvoices", MODIFIED, CREATED).scoped("invoices"))
        .inEachSpelling()
        .table("retainer_invoices")
        .key("retainerinvoice_id", "retainer_invoice_id")
        .columns(
            text("retainerinvoice_number", "reference_number", "status"),
            date("date", "last_payment_date"),
            CUSTOMER,
            id("estimate_id"),
            PROJECT,
            LOCATION,
            CURRENCY,
            text("place_of_supply"),
            flag("is_inclusive_tax"),
            decimal("sub_total", "tax_total", "total", "bcy_total"),
            decimal("payment_made", "payment_drawn", "balance"),
            CREATED_BY,
            WORDS)
        .core("retainerinvoice_number", "customer_id", "total", "line_items")
        .lines(
            "retainer_invoice_lines",
            LINE_ITEMS,
            id("line_item_id"),
            text("description"),
            decimal("item_order", "rate", "bcy_rate"),
            TAX,
            decimal("item_total"),
            LOCATION_ID)
        .build();
  }

  static Kind recurringInvoice() {
    return kind("recurring_invoice")
        .paths("recurring-invoices")
        .at(books("recurringinvoices", CREATED).scoped("invoices"))
        .inEachSpelling()
        .table("recurring_invoices")
        .key("recurring_invoice_id")
        .keyIn(ORIGIN)
        .columns(
            text("recurrence_name", "reference_number"),
            STATUS,
            RECURRENCE,
            date("last_sent_date", "next_invoice_date"),
            CUSTOMER,
            SALESPERSON,
            PROJECT,
            LOCATION,
            CURRENCY,
            PAYMENT_TERMS,
            TAX_PLACE,
            TOTALS,
            decimal("shipping_charge", "paid_invoices_total", "unpaid_invoices_balance"),
            CREATED_BY,
            WORDS)
        .core("recurrence_name", "customer_id", "line_items")
        .lines("recurring_invoice_lines", LINE_ITEMS, ITEM_LINE)
        .build();
  }
}
