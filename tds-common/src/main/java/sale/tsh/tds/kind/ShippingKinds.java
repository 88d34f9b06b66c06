package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ApiResource.ListOrder.CREATED;
import static sale.tsh.tds.kind.ApiResource.books;
import static sale.tsh.tds.kind.ApiResource.inventory;
import static sale.tsh.tds.kind.ColumnList.all;
import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.ID;
import static sale.tsh.tds.kind.ColumnType.TEXT;
import static sale.tsh.tds.kind.Kind.kind;
import static sale.tsh.tds.kind.SharedColumns.CREATED_BY;
import static sale.tsh.tds.kind.SharedColumns.CURRENCY;
import static sale.tsh.tds.kind.SharedColumns.CUSTOMER;
import static sale.tsh.tds.kind.SharedColumns.ITEM_LINE;
import static sale.tsh.tds.kind.SharedColumns.LINE_ITEMS;
import static sale.tsh.tds.kind.SharedColumns.LOCATION;
import static sale.tsh.tds.kind.SharedColumns.LOCATION_ID;
import static sale.tsh.tds.kind.SharedColumns.NAME;
import static sale.tsh.tds.kind.SharedColumns.TAX_PLACE;
import static sale.tsh.tds.kind.SharedColumns.TOTALS;
import static sale.tsh.tds.kind.SharedColumns.WORDS;

/** What goes to customers and comes back. */
final class ShippingKinds {

  private static final ColumnList ORDER = all(id("salesorder_id"), text("salesorder_number"));

  private static final ColumnList CARRIAGE =
      all(
          text("delivery_method", "carrier", "service", "tracking_number"),
          date("expected_delivery_date", "shipment_delivered_date"));

  private static final ColumnList STOCK_LINE =
      all(
          id("line_item_id", "item_id"),
          NAME,
          text("description", "sku", "unit"),
          decimal("item_order", "quantity"),
          either("salesorder_item_id", ID, "salesorder_item_id", "so_line_item_id"),
          LOCATION_ID);

  private ShippingKinds() {}

  static Kind packed() {
    return kind("package")
        .paths("packages")
        .at(inventory("packages"))
        .inEachSpelling()
        .table("packages")
        .key("package_id")
        .columns(
            text("package_number", "status", "detailed_status"),
            date("date", "shipping_date"),
            ORDER,
            either("shipment_id", ID, "shipment_id", "shipment_order_id"),
            text("shipment_number"),
            CUSTOMER,
            LOCATION,
            CARRIAGE,
            decimal("total_quantity"),
            CREATED_BY,
            text("notes"))
        .core("package_number", "salesorder_id", "line_items")
        .lines("package_lines", LINE_ITEMS, STOCK_LINE)
        .build();
  }

  static Kind shipment() {
    return kind("shipment")
        .paths("shipments", "shipment-orders")
        .at(inventory("shipmentorders"))
        .alsoNamed("shipment_order")
        .inEachSpelling()
        .table("shipments")
        .key("shipment_id", "shipment_order_id", "shipmentorder_id")
        .columns(
            text("shipment_number", "reference_number"),
            either("status", TEXT, "status", "shipment_status"),
            text("detailed_status", "shipment_type"),
            date("date"),
            ORDER,
            CUSTOMER,
            LOCATION,
            CARRIAGE,
            CURRENCY,
            decimal("shipping_charge", "sub_total", "tax_total", "total"),
            CREATED_BY,
            text("notes"))
        .core("shipment_number", "salesorder_id")
        .lines("shipment_lines", LINE_ITEMS, STOCK_LINE, decimal("rate", "item_total"))
        .build();
  }

  static Kind salesReturn() {
    return kind("sales_return")
        .paths("sales-returns")
        .at(inventory("salesreturns"))
        .inEachSpelling()
        .table("sales_returns")
        .key("salesreturn_id", "sales_return_id")
        .columns(
            text("salesreturn_number", "reference_number"),
            either("status", TEXT, "status", "salesreturn_status"),
            text("receive_status", "refund_status", "reason"),
            date("date"),
            ORDER,
            CUSTOMER,
            LOCATION,
            decimal("quantity", "refunded_amount"),
            CREATED_BY,
            text("notes"))
        .core("salesreturn_number", "salesorder_id", "line_items")
        .lines(
            "sales_return_lines",
            LINE_ITEMS,
            STOCK_LINE,
            decimal("rate", "quantity_received", "quantity_credited", "non_receive_quantity"))
        .build();
  }

  static Kind deliveryChallan() {
    return kind("delivery_challan")
        .paths("delivery-challans")
        .at(books("deliverychallans", CREATED))
        .inEachSpelling()
        .table("delivery_challans")
        .key("deliverychallan_id", "delivery_challan_id")
        .columns(
            either(
                "deliverychallan_number",
                TEXT,
                "deliverychallan_number",
                "delivery_challan_number"),
            text("reference_number", "challan_type", "status", "challan_status", "invoiced_status"),
            date("date"),
            CUSTOMER,
            LOCATION,
            CURRENCY,
            TAX_PLACE,
            TOTALS,
            decimal("shipping_charge"),
            CREATED_BY,
            WORDS)
        .core("deliverychallan_number", "customer_id", "line_items")
        .lines(
            "delivery_challan_lines",
            LINE_ITEMS,
            ITEM_LINE,
            decimal("quantity_invoiced", "quantity_returned"))
        .build();
  }
}
