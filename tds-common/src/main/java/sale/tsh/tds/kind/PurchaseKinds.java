package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ApiResource.ListOrder.CREATED;
import static sale.tsh.tds.kind.ApiResource.ListOrder.MODIFIED;
import static sale.tsh.tds.kind.ApiResource.books;
import static sale.tsh.tds.kind.ApiResource.inventory;
import static sale.tsh.tds.kind.ColumnList.all;
import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.ids;
import static sale.tsh.tds.kind.ColumnList.inside;
import static sale.tsh.tds.kind.ColumnList.percent;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.DECIMAL;
import static sale.tsh.tds.kind.ColumnType.FLAG;
import static sale.tsh.tds.kind.ColumnType.ID;
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
import static sale.tsh.tds.kind.SharedColumns.NAME;
import static sale.tsh.tds.kind.SharedColumns.PAID_THROUGH;
import static sale.tsh.tds.kind.SharedColumns.PAYMENT_TERMS;
import static sale.tsh.tds.kind.SharedColumns.PROJECT;
import static sale.tsh.tds.kind.SharedColumns.RECURRENCE;
import static sale.tsh.tds.kind.SharedColumns.STATUS;
import static sale.tsh.tds.kind.SharedColumns.TAX;
import static sale.tsh.tds.kind.SharedColumns.TAX_PLACE;
import static sale.tsh.tds.kind.SharedColumns.TOTALS;
import static sale.tsh.tds.kind.SharedColumns.VENDOR;
import static sale.tsh.tds.kind.SharedColumns.WORDS;

import java.util.List;

/** What is bought from vendors, what is spent, and how it is paid. */
final class PurchaseKinds {

  private static final ColumnList SUPPLY = text("source_of_supply", "destination_of_supply");

  private static final List<String> EXPENSE_ITEMS = List.of("line_items", "line_item");

  private static final List<String> FLAT_EXPENSE = List.of("account_id", "total");

  private static final ColumnList EXPENSE_LINE =
      all(
          id("line_item_id"),
          ACCOUNT,
          text("description", "hsn_or_sac"),
          decimal("item_order"),
          TAX,
          either("amount", DECIMAL, "amount", "item_total", "total"),
          decimal("tax_amount"));

  private PurchaseKinds() {}

  static Kind purchaseOrder() {
    return kind("purchase_order")
        .paths("purchase-orders")
        .at(books("purchaseorders", MODIFIED, CREATED))
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
            PAYMENT_TERMS,
            TAX_PLACE,
            SUPPLY,
            TOTALS,
            decimal("total_quantity", "quantity_yet_to_receive"),
            CREATED_BY,
            WORDS)
        .core("purchaseorder_number", "vendor_id", "total", "line_items")
        .lines(
            "purchase_order_lines",
            LINE_ITEMS,
            ITEM_LINE,
            id("salesorder_item_id"),
            decimal("quantity_received", "quantity_marked_as_received"),
            decimal("quantity_billed", "quantity_cancelled"))
        .build();
  }

  /**
   * A bill may have several purchase orders. Each line names its own. On the bill itself the first
   * one is a column for joins, and the list has all of them.
   */
  static Kind bill() {
    return kind("bill")
        .paths("bills")
        .at(books("bills", MODIFIED, CREATED))
        .table("bills")
        .key("bill_id")
        .columns(
            text("bill_number", "reference_number", "status"),
            date("date", "due_date", "payment_expected_date"),
            VENDOR,
            inside(
                "purchaseorder_id", ID, "purchaseorder_id", "purchaseorders", "purchaseorder_ids"),
            ids("purchaseorder_ids"),
            id("pricebook_id"),
            LOCATION,
            CURRENCY,
            PAYMENT_TERMS,
            TAX_PLACE,
            SUPPLY,
            TOTALS,
            id("tds_tax_id"),
            decimal("tds_amount"),
            percent("tds_percent"),
            decimal("payment_made", "vendor_credits_applied"),
            decimal("unprocessed_payment_amount", "balance"),
            CREATED_BY,
            WORDS)
        .core("bill_number", "vendor_id", "total", "line_items")
        .lines(
            "bill_lines",
            LINE_ITEMS,
            ITEM_LINE,
            CUSTOMER,
            flag("is_billable"),
            either("is_landedcost", FLAG, "is_landedcost", "is_landed_cost"),
            id("purchaseorder_id", "purchaseorder_item_id"))
        .build();
  }

  static Kind vendorPayment() {
    return kind("vendor_payment")
        .paths("vendor-payments")
        .at(books("vendorpayments", MODIFIED))
        .alsoNamed("vendorpayment", "payment")
        .table("vendor_payments")
        .key("payment_id", "vendor_payment_id", "vendorpayment_id")
        .columns(
            text("payment_number", "payment_mode", "payment_type"),
            text("reference_number", "description"),
            either("status", TEXT, "status", "payment_status"),
            date("date"),
            VENDOR,
            PAID_THROUGH,
            LOCATION,
            CURRENCY,
            decimal("amount", "bcy_amount", "balance", "amount_refunded"),
            decimal("bank_charges", "tax_amount_withheld"),
            CREATED_BY)
        .core("vendor_id", "amount", "bills")
        .lines(
            "vendor_payment_bills",
            List.of("bills"),
            id("bill_payment_id", "bill_id"),
            text("bill_number"),
            date("date", "due_date"),
            decimal("total", "amount_applied", "balance"),
            decimal("discount_amount", "tax_amount_withheld"))
        .build();
  }

  static Kind vendorCredit() {
    return kind("vendor_credit")
        .paths("vendor-credits")
        .at(books("vendorcredits", MODIFIED, CREATED).scoped("debitnotes"))
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
            TAX_PLACE,
            SUPPLY,
            TOTALS,
            decimal("total_credits_used", "total_refunded_amount", "balance"),
            CREATED_BY,
            WORDS)
        .core("vendor_credit_number", "vendor_id", "total", "line_items")
        .lines("vendor_credit_lines", LINE_ITEMS, ITEM_LINE)
        .build();
  }

  /**
   * An itemised expense has its accounts in its lines alone. Any other expense is its own only
   * line, so that the lines of all expenses together are the expenses by account.
   */
  static Kind expense() {
    return kind("expense")
        .paths("expenses")
        .at(books("expenses", MODIFIED, CREATED))
        .table("expenses")
        .key("expense_id")
        .columns(
            text("reference_number", "description", "expense_type", "status"),
            date("date"),
            ACCOUNT,
            PAID_THROUGH,
            text("payment_mode"),
            VENDOR,
            CUSTOMER,
            PROJECT,
            all(id("employee_id"), text("employee_name")),
            flag("is_billable", "is_reimbursable", "is_inclusive_tax"),
            id("invoice_id"),
            text("invoice_number"),
            LOCATION,
            CURRENCY,
            TAX_PLACE,
            SUPPLY,
            TAX,
            text("mileage_type", "mileage_unit"),
            decimal("mileage_rate", "distance"),
            decimal("sub_total", "tax_amount", "total", "bcy_total", "amount"),
            CREATED_BY)
        .core("date", "total")
        .linesOrFlat("expense_lines", EXPENSE_ITEMS, FLAT_EXPENSE, EXPENSE_LINE)
        .build();
  }

  static Kind purchaseReceive() {
    return kind("purchase_receive")
        .paths("purchase-receives")
        .at(inventory("purchasereceives"))
        .inEachSpelling()
        .table("purchase_receives")
        .key("receive_id", "purchase_receive_id", "purchasereceive_id")
        .columns(
            either("receive_number", TEXT, "receive_number", "purchase_receive_number"),
            text("status"),
            date("date"),
            id("purchaseorder_id"),
            text("purchaseorder_number"),
            VENDOR,
            LOCATION,
            decimal("total_quantity"),
            CREATED_BY,
            text("notes"))
        .core("receive_number", "date", "line_items")
        .lines(
            "purchase_receive_lines",
            LINE_ITEMS,
            id("line_item_id", "item_id"),
            NAME,
            text("description", "sku", "unit"),
            decimal("item_order", "quantity"),
            id("purchaseorder_item_id"),
            LOCATION_ID)
        .build();
  }

  static Kind recurringBill() {
    return kind("recurring_bill")
        .paths("recurring-bills")
        .at(books("recurringbills", CREATED).scoped("bills"))
        .inEachSpelling()
        .table("recurring_bills")
        .key("recurring_bill_id")
        .keyIn(ORIGIN)
        .columns(
            text("recurrence_name", "reference_number"),
            STATUS,
            RECURRENCE,
            date("last_created_date", "next_bill_date"),
            VENDOR,
            id("pricebook_id"),
            LOCATION,
            CURRENCY,
            PAYMENT_TERMS,
            TAX_PLACE,
            SUPPLY,
            TOTALS,
            CREATED_BY,
            WORDS)
        .core("recurrence_name", "vendor_id", "line_items")
        .lines("recurring_bill_lines", LINE_ITEMS, ITEM_LINE, CUSTOMER, flag("is_billable"))
        .build();
  }

  static Kind recurringExpense() {
    return kind("recurring_expense")
        .paths("recurring-expenses")
        .at(books("recurringexpenses", CREATED).scoped("expenses"))
        .inEachSpelling()
        .table("recurring_expenses")
        .key("recurring_expense_id")
        .keyIn(ORIGIN)
        .columns(
            text("recurrence_name", "description"),
            STATUS,
            RECURRENCE,
            date("last_created_date", "next_expense_date"),
            ACCOUNT,
            PAID_THROUGH,
            VENDOR,
            CUSTOMER,
            PROJECT,
            flag("is_billable", "is_inclusive_tax"),
            LOCATION,
            CURRENCY,
            TAX_PLACE,
            SUPPLY,
            TAX,
            decimal("sub_total", "tax_amount", "total", "bcy_total", "amount"),
            CREATED_BY)
        .core("recurrence_name", "total")
        .linesOrFlat("recurring_expense_lines", EXPENSE_ITEMS, FLAT_EXPENSE, EXPENSE_LINE)
        .build();
  }
}
