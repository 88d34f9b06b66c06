package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.percent;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.DECIMAL;
import static sale.tsh.tds.kind.ColumnType.PERCENT;
import static sale.tsh.tds.kind.ColumnType.TEXT;
import static sale.tsh.tds.kind.Kind.kind;
import static sale.tsh.tds.kind.SharedColumns.CURRENCY;
import static sale.tsh.tds.kind.SharedColumns.CUSTOMER;
import static sale.tsh.tds.kind.SharedColumns.ITEM_LINE;
import static sale.tsh.tds.kind.SharedColumns.LOCATION;
import static sale.tsh.tds.kind.SharedColumns.NAME;
import static sale.tsh.tds.kind.SharedColumns.PAYMENT_TERMS;
import static sale.tsh.tds.kind.SharedColumns.SALESPERSON;
import static sale.tsh.tds.kind.SharedColumns.STATUS;
import static sale.tsh.tds.kind.SharedColumns.TAX;
import static sale.tsh.tds.kind.SharedColumns.TOTALS;
import static sale.tsh.tds.kind.SharedColumns.VENDOR;

import java.util.List;

/**
 * The definitions of all kinds. A new kind is one definition here and one migration with its
 * tables.
 *
 * <p>Field names come from Zoho's Books API v3 and Inventory API v1. A member becomes a column if
 * people query it. A value of the wrong type can cost an event its attempts. Therefore members that
 * nobody queries as numbers, dates or flags are only in {@code record}.
 */
final class KindDefinitions {

  private static final List<String> LINE_ITEMS = List.of("line_items");

  /** In the order of docs/architecture.md, "Kinds". */
  static final List<Kind> ALL =
      List.of(
          contact(),
          item(),
          invoice(),
          bill(),
          creditNote(),
          salesOrder(),
          purchaseOrder(),
          customerPayment(),
          vendorPayment(),
          vendorCredit(),
          inventoryAdjustment(),
          priceList(),
          estimate(),
          expense(),
          user());

  private KindDefinitions() {}

  private static Kind contact() {
    return kind("contact")
        .paths("customers", "contacts", "vendors")
        .alsoNamed("customer", "vendor")
        .table("contacts")
        .key("contact_id", "customer_id", "vendor_id")
        .columns(
            text("contact_name", "company_name", "first_name", "last_name"),
            text("contact_type", "customer_sub_type", "contact_number"),
            STATUS,
            text("email", "phone", "mobile", "website"),
            CURRENCY,
            PAYMENT_TERMS,
            decimal("credit_limit"),
            decimal("outstanding_receivable_amount", "outstanding_payable_amount"),
            decimal("unused_credits_receivable_amount", "unused_credits_payable_amount"),
            id("pricebook_id", "owner_id", "primary_contact_id"),
            text("notes"))
        .core("contact_name")
        .build();
  }

  private static Kind item() {
    return kind("item")
        .paths("products", "items")
        .alsoNamed("product")
        .table("items")
        .key("item_id")
        .columns(
            NAME,
            text("sku", "upc", "ean", "isbn", "part_number"),
            text("description", "purchase_description", "unit", "brand", "manufacturer"),
            text("product_type", "item_type"),
            STATUS,
            id("group_id"),
            text("group_name"),
            id("category_id"),
            text("category_name"),
            VENDOR,
            TAX,
            id("account_id", "purchase_account_id", "inventory_account_id"),
            decimal("rate", "purchase_rate", "reorder_level"),
            decimal("stock_on_hand", "available_stock", "actual_available_stock"))
        .core("name", "rate")
        .build();
  }

  private static Kind invoice() {
    return kind("invoice")
        .paths("invoices")
        .table("invoices")
        .key("invoice_id")
        .columns(
            text("invoice_number", "reference_number", "status"),
            date("date", "due_date"),
            CUSTOMER,
            SALESPERSON,
            id("estimate_id", "salesorder_id"),
            LOCATION,
            CURRENCY,
            PAYMENT_TERMS,
            TOTALS,
            decimal("shipping_charge", "tax_amount_withheld", "write_off_amount"),
            decimal("payment_made", "credits_applied", "balance"),
            text("notes"))
        .core("invoice_number", "customer_id", "total", "line_items")
        .lines("invoice_lines", LINE_ITEMS, ITEM_LINE, id("salesorder_item_id"))
        .build();
  }

  private static Kind bill() {
    return kind("bill")
        .paths("bills")
        .table("bills")
        .key("bill_id")
        .columns(
            text("bill_number", "reference_number", "status"),
            date("date", "due_date"),
            VENDOR,
            id("purchaseorder_id", "pricebook_id"),
            LOCATION,
            CURRENCY,
            PAYMENT_TERMS,
            TOTALS,
            decimal("payment_made", "vendor_credits_applied", "balance"),
            text("notes"))
        .core("bill_number", "vendor_id", "total", "line_items")
        .lines("bill_lines", LINE_ITEMS, ITEM_LINE, id("customer_id", "purchaseorder_item_id"))
        .build();
  }

  private static Kind creditNote() {
    return kind("credit_note")
        .paths("credit-notes")
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
            TOTALS,
            decimal("shipping_charge", "total_credits_used", "total_refunded_amount", "balance"),
            text("notes"))
        .core("creditnote_number", "customer_id", "total", "line_items")
        .lines("credit_note_lines", LINE_ITEMS, ITEM_LINE)
        .build();
  }

  private static Kind salesOrder() {
    return kind("sales_order")
        .paths("orders", "sales-orders")
        .alsoNamed("salesorder", "order")
        .table("sales_orders")
        .key("salesorder_id", "sales_order_id")
        .columns(
            text("salesorder_number", "reference_number"),
            text("status", "order_status", "invoiced_status", "paid_status", "shipped_status"),
            date("date", "shipment_date"),
            CUSTOMER,
            SALESPERSON,
            id("estimate_id", "pricebook_id"),
            LOCATION,
            text("delivery_method", "sales_channel"),
            CURRENCY,
            TOTALS,
            decimal("shipping_charge"),
            text("notes"))
        .core("salesorder_number", "customer_id", "total", "line_items")
        .lines(
            "sales_order_lines",
            LINE_ITEMS,
            ITEM_LINE,
            decimal("quantity_packed", "quantity_shipped", "quantity_invoiced"),
            decimal("quantity_cancelled"))
        .build();
  }

  private static Kind purchaseOrder() {
    return kind("purchase_order")
        .paths("purchase-orders")
        .alsoNamed("purchaseorder")
        .table("purchase_orders")
        .key("purchaseorder_id", "purchase_order_id")
        .columns(
            text("purchaseorder_number", "reference_number"),
            text("status", "order_status", "billed_status", "received_status"),
            date("date", "delivery_date", "expected_delivery_date"),
            VENDOR,
            id("salesorder_id", "delivery_customer_id", "pricebook_id"),
            LOCATION,
            CURRENCY,
            TOTALS,
            text("notes"))
        .core("purchaseorder_number", "vendor_id", "total", "line_items")
        .lines(
            "purchase_order_lines",
            LINE_ITEMS,
            ITEM_LINE,
            id("salesorder_item_id"),
            decimal("quantity_received", "quantity_billed", "quantity_cancelled"))
        .build();
  }

  private static Kind customerPayment() {
    return kind("customer_payment")
        .paths("payments", "customer-payments")
        .alsoNamed("customerpayment", "payment")
        .table("customer_payments")
        .key("payment_id", "customer_payment_id", "customerpayment_id")
        .columns(
            text("payment_number", "payment_mode", "reference_number", "description", "status"),
            date("date"),
            CUSTOMER,
            id("account_id"),
            text("account_name"),
            LOCATION,
            CURRENCY,
            decimal("amount", "unused_amount", "amount_refunded", "bank_charges"),
            decimal("tax_amount_withheld"))
        .core("customer_id", "amount", "invoices")
        .lines(
            "customer_payment_invoices",
            List.of("invoices"),
            id("invoice_payment_id", "invoice_id"),
            text("invoice_number"),
            decimal("invoice_amount", "amount_applied", "balance_amount", "tax_amount_withheld"))
        .build();
  }

  private static Kind vendorPayment() {
    return kind("vendor_payment")
        .paths("vendor-payments")
        .alsoNamed("vendorpayment", "payment")
        .table("vendor_payments")
        .key("payment_id", "vendor_payment_id", "vendorpayment_id")
        .columns(
            text("payment_number", "payment_mode", "reference_number", "description", "status"),
            date("date"),
            VENDOR,
            id("paid_through_account_id"),
            text("paid_through_account_name"),
            LOCATION,
            CURRENCY,
            decimal("amount", "balance", "tax_amount_withheld"))
        .core("vendor_id", "amount", "bills")
        .lines(
            "vendor_payment_bills",
            List.of("bills"),
            id("bill_payment_id", "bill_id"),
            text("bill_number"),
            decimal("total", "amount_applied", "balance", "tax_amount_withheld"))
        .build();
  }

  private static Kind vendorCredit() {
    return kind("vendor_credit")
        .paths("vendor-credits")
        .alsoNamed("vendorcredit")
        .table("vendor_credits")
        .key("vendor_credit_id", "vendorcredit_id")
        .columns(
            text("vendor_credit_number", "reference_number", "status"),
            date("date"),
            VENDOR,
            id("bill_id"),
            text("bill_number"),
            LOCATION,
            CURRENCY,
            TOTALS,
            decimal("total_credits_used", "total_refunded_amount", "balance"),
            text("notes"))
        .core("vendor_credit_number", "vendor_id", "total", "line_items")
        .lines("vendor_credit_lines", LINE_ITEMS, ITEM_LINE)
        .build();
  }

  private static Kind inventoryAdjustment() {
    return kind("inventory_adjustment")
        .paths("stock", "inventory-adjustments")
        .alsoNamed("inventoryadjustment", "stock_adjustment", "stockadjustment")
        .table("inventory_adjustments")
        .key("inventory_adjustment_id", "inventoryadjustment_id", "adjustment_id")
        .columns(
            text("reference_number", "adjustment_type", "status"),
            date("date"),
            id("reason_id"),
            text("reason", "description"),
            LOCATION,
            decimal("total"))
        .core("date", "line_items")
        .linesOrFlat(
            "inventory_adjustment_lines",
            LINE_ITEMS,
            "item_id",
            id("line_item_id", "item_id"),
            NAME,
            text("description", "sku", "unit"),
            decimal("quantity_adjusted", "value_adjusted", "item_total"),
            id("adjustment_account_id"),
            text("adjustment_account_name"),
            LOCATION)
        .build();
  }

  private static Kind priceList() {
    return kind("price_list")
        .paths("prices", "price-lists")
        .alsoNamed("pricelist", "pricebook", "price_book")
        .table("price_lists")
        .key("pricebook_id", "pricelist_id", "price_list_id")
        .columns(
            text("name", "description"),
            STATUS,
            text("pricebook_type", "pricing_scheme", "sales_or_purchase_type", "rounding_type"),
            percent("percentage"),
            flag("is_increase"),
            id("currency_id"),
            text("currency_code"))
        .core("name", "pricebook_items")
        .lines(
            "price_list_items",
            List.of("pricebook_items", "items"),
            id("pricebook_item_id", "item_id"),
            NAME,
            either("pricebook_rate", DECIMAL, "pricebook_rate", "rate"),
            either("pricebook_discount", PERCENT, "pricebook_discount", "discount_percentage"))
        .build();
  }

  private static Kind estimate() {
    return kind("estimate")
        .paths("estimates")
        .table("estimates")
        .key("estimate_id")
        .columns(
            text("estimate_number", "reference_number", "status"),
            date("date", "expiry_date"),
            CUSTOMER,
            SALESPERSON,
            LOCATION,
            CURRENCY,
            TOTALS,
            decimal("shipping_charge"),
            text("notes"))
        .core("estimate_number", "customer_id", "total", "line_items")
        .lines("estimate_lines", LINE_ITEMS, ITEM_LINE)
        .build();
  }

  private static Kind expense() {
    return kind("expense")
        .paths("expenses")
        .table("expenses")
        .key("expense_id")
        .columns(
            text("reference_number", "description", "expense_type", "status"),
            date("date"),
            id("account_id"),
            text("account_name"),
            id("paid_through_account_id"),
            text("paid_through_account_name"),
            VENDOR,
            CUSTOMER,
            id("project_id"),
            text("project_name"),
            flag("is_billable"),
            id("invoice_id"),
            text("invoice_number"),
            LOCATION,
            CURRENCY,
            TAX,
            decimal("sub_total", "tax_amount", "total", "amount"))
        .core("date", "total")
        .build();
  }

  private static Kind user() {
    return kind("user")
        .paths("users")
        .table("users")
        .key("user_id")
        .columns(
            either("name", TEXT, "name", "user_name"),
            text("email"),
            STATUS,
            id("role_id"),
            text("user_role", "user_type"),
            decimal("cost_rate"))
        .core("name")
        .build();
  }
}
