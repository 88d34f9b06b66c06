package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.inside;
import static sale.tsh.tds.kind.ColumnList.percent;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.DECIMAL;
import static sale.tsh.tds.kind.ColumnType.PERCENT;
import static sale.tsh.tds.kind.ColumnType.TEXT;
import static sale.tsh.tds.kind.Kind.kind;
import static sale.tsh.tds.kind.SharedColumns.ACCOUNT;
import static sale.tsh.tds.kind.SharedColumns.CREATED_BY;
import static sale.tsh.tds.kind.SharedColumns.LINE_ITEMS;
import static sale.tsh.tds.kind.SharedColumns.LOCATION;
import static sale.tsh.tds.kind.SharedColumns.LOCATION_ID;
import static sale.tsh.tds.kind.SharedColumns.NAME;
import static sale.tsh.tds.kind.SharedColumns.STATUS;
import static sale.tsh.tds.kind.SharedColumns.TAX;
import static sale.tsh.tds.kind.SharedColumns.VENDOR;

import java.util.List;

/** Items, their prices and their stock. */
final class InventoryKinds {

  private InventoryKinds() {}

  static Kind item() {
    return kind("item")
        .paths("products", "items")
        .alsoNamed("product")
        .table("items")
        .key("item_id")
        .columns(
            NAME,
            text("sku", "upc", "ean", "isbn", "part_number"),
            text("description", "purchase_description", "unit", "brand", "manufacturer"),
            text("product_type", "item_type", "hsn_or_sac"),
            STATUS,
            id("group_id"),
            text("group_name"),
            id("category_id"),
            text("category_name"),
            VENDOR,
            TAX,
            flag("is_taxable", "track_inventory", "is_combo_product"),
            ACCOUNT,
            id("purchase_account_id"),
            text("purchase_account_name"),
            id("inventory_account_id"),
            text("inventory_account_name", "inventory_valuation_method"),
            decimal("rate", "purchase_rate", "reorder_level"),
            decimal("stock_on_hand", "available_stock", "actual_available_stock"),
            decimal("committed_stock", "actual_committed_stock"),
            decimal("available_for_sale_stock", "actual_available_for_sale_stock"),
            inside("weight", DECIMAL, "weight", "package_details"),
            inside("weight_unit", TEXT, "weight_unit", "package_details"))
        .core("name", "rate")
        .build();
  }

  static Kind inventoryAdjustment() {
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
            decimal("total"),
            CREATED_BY)
        .core("date", "line_items")
        .linesOrFlat(
            "inventory_adjustment_lines",
            LINE_ITEMS,
            List.of("item_id"),
            id("line_item_id", "item_id"),
            NAME,
            text("description", "sku", "unit"),
            decimal("quantity_adjusted", "value_adjusted", "item_total"),
            id("adjustment_account_id"),
            text("adjustment_account_name"),
            LOCATION_ID)
        .build();
  }

  static Kind priceList() {
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
}
