package sale.tsh.tds.entity;

import static sale.tsh.tds.entity.ColumnType.ID;
import static sale.tsh.tds.entity.ColumnType.TEXT;
import static sale.tsh.tds.entity.Columns.all;
import static sale.tsh.tds.entity.Columns.decimal;
import static sale.tsh.tds.entity.Columns.either;
import static sale.tsh.tds.entity.Columns.id;
import static sale.tsh.tds.entity.Columns.percent;
import static sale.tsh.tds.entity.Columns.text;

/** Groups of columns that several kinds have alike. */
final class SharedColumns {

  static final Columns NAME = either("name", TEXT, "name", "item_name");

  static final Columns STATUS = either("status", ColumnType.STATUS, "status", "is_active");

  static final Columns CUSTOMER = all(id("customer_id"), text("customer_name"));

  static final Columns VENDOR = all(id("vendor_id"), text("vendor_name"));

  static final Columns SALESPERSON = all(id("salesperson_id"), text("salesperson_name"));

  /** What Zoho calls a location was a branch or a warehouse once. */
  static final Columns LOCATION =
      either("location_id", ID, "location_id", "branch_id", "warehouse_id");

  static final Columns CURRENCY =
      all(id("currency_id"), text("currency_code"), decimal("exchange_rate"));

  static final Columns PAYMENT_TERMS = all(decimal("payment_terms"), text("payment_terms_label"));

  static final Columns TAX = all(id("tax_id"), text("tax_name"), percent("tax_percentage"));

  /** Text, because it is an amount or, with a percent sign, a percentage. */
  private static final Columns DISCOUNT = all(text("discount"), decimal("discount_amount"));

  /** The sums of a document with lines. */
  static final Columns TOTALS =
      all(DISCOUNT, decimal("discount_total", "sub_total", "tax_total", "adjustment", "total"));

  /** A line of a document that sells or buys an item. */
  static final Columns ITEM_LINE =
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
