package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ColumnList.all;
import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.percent;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.ID;
import static sale.tsh.tds.kind.ColumnType.TEXT;

import java.util.List;

/** Groups of columns that several kinds share. */
public final class SharedColumns {

  static final List<String> LINE_ITEMS = List.of("line_items");

  static final ColumnList NAME = either("name", TEXT, "name", "item_name");

  static final ColumnList STATUS = either("status", ColumnType.STATUS, "status", "is_active");

  static final ColumnList CUSTOMER = all(id("customer_id"), text("customer_name"));

  static final ColumnList VENDOR = all(id("vendor_id"), text("vendor_name"));

  static final ColumnList SALESPERSON = all(id("salesperson_id"), text("salesperson_name"));

  static final ColumnList PROJECT = all(id("project_id"), text("project_name"));

  static final ColumnList ACCOUNT = all(id("account_id"), text("account_name"));

  static final ColumnList PAID_THROUGH =
      all(id("paid_through_account_id"), text("paid_through_account_name"));

  static final ColumnList CREATED_BY = all(id("created_by_id"), text("created_by_name"));

  /** Zoho used to call a location a branch or a warehouse. */
  static final ColumnList LOCATION_ID =
      either("location_id", ID, "location_id", "branch_id", "warehouse_id");

  static final ColumnList LOCATION =
      all(
          LOCATION_ID,
          either("location_name", TEXT, "location_name", "branch_name", "warehouse_name"));

  static final ColumnList CURRENCY =
      all(id("currency_id"), text("currency_code"), decimal("exchange_rate"));

  static final ColumnList PAYMENT_TERMS =
      all(decimal("payment_terms"), text("payment_terms_label"));

  static final ColumnList TAX = all(id("tax_id"), text("tax_name"), percent("tax_percentage"));

  /** How the other party is taxed, and its number. Countries differ in the members they have. */
  static final ColumnList TAX_STATUS =
      all(
          text("tax_treatment", "gst_treatment", "gst_no"),
          either("tax_reg_no", TEXT, "tax_reg_no", "vat_reg_no"));

  static final ColumnList TAX_PLACE = all(text("place_of_supply"), TAX_STATUS);

  /** Text, because a discount is an amount or, with a percent sign, a percentage. */
  private static final ColumnList DISCOUNT = all(text("discount"), decimal("discount_amount"));

  /** The sums of a document with lines, and how they come about. */
  static final ColumnList TOTALS =
      all(
          DISCOUNT,
          text("discount_type"),
          flag("is_discount_before_tax", "is_inclusive_tax"),
          decimal("discount_total", "sub_total", "tax_total", "adjustment", "total"),
          decimal("bcy_sub_total", "bcy_tax_total", "bcy_total"));

  /** When a document is made again and again. */
  static final ColumnList RECURRENCE =
      all(text("recurrence_frequency"), decimal("repeat_every"), date("start_date", "end_date"));

  /** The words at the end of a document. */
  static final ColumnList WORDS = text("notes", "terms");

  /** A line of a document that sells or buys an item. */
  static final ColumnList ITEM_LINE =
      all(
          id("line_item_id", "item_id"),
          NAME,
          text("description", "sku", "unit", "hsn_or_sac"),
          decimal("item_order", "quantity", "rate", "bcy_rate"),
          DISCOUNT,
          TAX,
          decimal("item_total"),
          ACCOUNT,
          id("project_id"),
          LOCATION_ID);

  private SharedColumns() {}
}
