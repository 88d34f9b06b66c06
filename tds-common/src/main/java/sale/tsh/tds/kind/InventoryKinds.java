package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ApiResource.ListOrder.CREATED;
import static sale.tsh.tds.kind.ApiResource.ListOrder.MODIFIED;
import static sale.tsh.tds.kind.ApiResource.inventory;
import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.inside;
import static sale.tsh.tds.kind.ColumnList.percent;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.DECIMAL;
import static sale.tsh.tds.kind.ColumnType.FLAG;
import static sale.tsh.tds.kind.ColumnType.ID;
import static sale.tsh.tds.kind.ColumnType.PERCENT;
import static sale.tsh.tds.kind.ColumnType.TEXT;
import static sale.tsh.tds.kind.KeyUse.REFERENCE;
import static sale.tsh.tds.kind.KeyUse.SHARED;
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
        .at(inventory("items", MODIFIED, CREATED).inBulk("itemdetails", "item_ids"))
        .alsoNamed("product")
        .table("items")
        .key("item_id")
        .keyIn(REFERENCE)
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
        .at(inventory("inventoryadjustments"))
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
        .at(inventory("pricebooks").scoped("settings"))
        .alsoNamed("pricelist", "pricebook", "price_book")
        .table("price_lists")
        .key("pricebook_id", "pricelist_id", "price_list_id")
        .keyIn(REFERENCE)
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

  /** A bundle that is sold as one item. Its lines are the items in it. */
  static Kind compositeItem() {
    return kind("composite_item")
        .paths("composite-items")
        .at(inventory("compositeitems"))
        .inEachSpelling()
        .table("composite_items")
        .key("composite_item_id")
        .columns(
            NAME,
            text("sku", "upc", "ean", "isbn", "part_number"),
            text("description", "unit", "product_type", "item_type", "combo_type"),
            STATUS,
            TAX,
            id("account_id", "purchase_account_id", "inventory_account_id"),
            decimal("rate", "purchase_rate", "reorder_level"),
            decimal("stock_on_hand", "available_stock", "actual_available_stock"))
        .core("name", "mapped_items")
        .lines(
            "composite_item_components",
            List.of("mapped_items", "component_items"),
            id("mapped_item_id", "item_id"),
            NAME,
            text("description", "sku", "unit"),
            decimal("item_order", "quantity", "rate", "purchase_rate"))
        .build();
  }

  static Kind itemGroup() {
    return kind("item_group")
        .paths("item-groups")
        .at(inventory("itemgroups").scoped("items"))
        .inEachSpelling()
        .table("item_groups")
        .key("group_id", "item_group_id", "itemgroup_id")
        .keyIn(SHARED)
        .columns(
            text("group_name", "description", "product_type", "unit", "brand", "manufacturer"),
            STATUS,
            TAX)
        .core("group_name", "items")
        .lines(
            "item_group_items",
            List.of("items"),
            id("item_id"),
            NAME,
            text("sku"),
            decimal("rate", "purchase_rate", "stock_on_hand", "reorder_level"))
        .build();
  }

  static Kind transferOrder() {
    return kind("transfer_order")
        .paths("transfer-orders")
        .at(inventory("transferorders"))
        .inEachSpelling()
        .table("transfer_orders")
        .key("transfer_order_id", "transferorder_id")
        .columns(
            text("transfer_order_number", "reference_number", "status", "description"),
            date("date"),
            either("from_location_id", ID, "from_location_id", "from_warehouse_id"),
            either("from_location_name", TEXT, "from_location_name", "from_warehouse_name"),
            either("to_location_id", ID, "to_location_id", "to_warehouse_id"),
            either("to_location_name", TEXT, "to_location_name", "to_warehouse_name"),
            flag("is_intransit_order"),
            decimal("quantity_transfer"),
            CREATED_BY)
        .core("transfer_order_number", "date", "line_items")
        .lines(
            "transfer_order_lines",
            LINE_ITEMS,
            id("line_item_id", "item_id"),
            NAME,
            text("description", "sku", "unit"),
            decimal("item_order"),
            either("quantity_transfer", DECIMAL, "quantity_transfer", "quantity_transferred"))
        .build();
  }

  /** Zoho used to call a location a branch or a warehouse. All three are rows here. */
  static Kind location() {
    return kind("location")
        .paths("locations", "warehouses", "branches")
        .at(inventory("locations").rowsAreRecords().scoped("settings"))
        .alsoNamed("warehouse", "branch", "branches")
        .inEachSpelling()
        .table("locations")
        .key("location_id", "warehouse_id", "branch_id")
        .keyIn(SHARED)
        .columns(
            either("location_name", TEXT, "location_name", "warehouse_name", "branch_name"),
            text("type"),
            STATUS,
            either("is_primary", FLAG, "is_primary", "is_primary_location"),
            id("parent_location_id"),
            text("email", "phone"),
            inside("city", TEXT, "city", "address"),
            inside("state", TEXT, "state", "address"),
            inside("country", TEXT, "country", "address"))
        .core("location_name")
        .build();
  }
}
