package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ColumnList.all;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.percent;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.ID;
import static sale.tsh.tds.kind.ColumnType.TEXT;

/** Groups of columns that several kinds share. */
public final class SharedColumns {

  static final ColumnList NAME = either("name", TEXT, "name", "item_name");

  static final ColumnList STATUS = either("status", ColumnType.STATUS, "status", "is_active");

  static final ColumnList CUSTOMER = all(id("customer_id"), text("customer_name"));

  static final ColumnList VENDOR = all(id("vendor_id"), text("vendor_name"));

  static final ColumnList SALESPERSON = all(id("salesperson_id"), text("salesperson_name"));

  /** Zoho used to call a location a branch or a warehouse. */
  static final ColumnList LOCATION =
      either("location_id", ID, "location_id", "branch_id", "warehouse_id");

  static final ColumnList CURRENCY =
      all(id("currency_id"), text("currency_code"), decimal("exchange_rate"));

  static final ColumnList PAYMENT_TERMS =
      all(decimal("payment_terms"), text("payment_terms_label"));

  static final ColumnList TAX = all(id("tax_id"), text("tax_name"), percent("tax_percentage"));

  /** Text, because a discount is an amount or, with a percent sign, a percentage. */
  private static final ColumnList DISCOUNT = all(text("discount"), decimal("discount_amount"));

  /** The sums of a document with lines. */
  static final ColumnList TOTALS =
      all(DISCOUNT, decimal("discount_total", "sub_total", "tax_total", "adjustment", "total"));

  /** A line of a document that sells or buys an item. */
  static final ColumnList ITEM_LINE =
      all(
          id("line_item_id", "item_id"),
          NAME,
          text("description", "sku", "unit"),
          decimal("quantity", "rate"),
          DISCOUNT,
          TAX,
          decimal("item_total"),
          id("account_id", "project_id"),
          LOCATION);

  private SharedColumns() {}
}
