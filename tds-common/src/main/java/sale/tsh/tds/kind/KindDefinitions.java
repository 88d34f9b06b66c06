package sale.tsh.tds.kind;

import java.util.List;

/**
 * All kinds, whose definitions are in a class per area. A new kind is one definition there, its
 * place here and one migration with its tables.
 *
 * <p>Field names come from Zoho's Books API v3 and Inventory API v1. A member becomes a column if
 * people query it. A value of the wrong type can cost an event its attempts. Therefore members that
 * nobody queries as numbers, dates or flags are only in {@code record}.
 */
final class KindDefinitions {

  /** In the order of docs/architecture.md, "Kinds". */
  static final List<Kind> ALL =
      List.of(
          PeopleKinds.contact(),
          InventoryKinds.item(),
          SalesKinds.invoice(),
          PurchaseKinds.bill(),
          SalesKinds.creditNote(),
          SalesKinds.salesOrder(),
          PurchaseKinds.purchaseOrder(),
          SalesKinds.customerPayment(),
          PurchaseKinds.vendorPayment(),
          PurchaseKinds.vendorCredit(),
          InventoryKinds.inventoryAdjustment(),
          InventoryKinds.priceList(),
          SalesKinds.estimate(),
          PurchaseKinds.expense(),
          PeopleKinds.user(),
          PeopleKinds.contactPerson(),
          SalesKinds.retainerInvoice(),
          SalesKinds.recurringInvoice(),
          ShippingKinds.packed(),
          ShippingKinds.shipment(),
          ShippingKinds.salesReturn(),
          ShippingKinds.deliveryChallan(),
          PurchaseKinds.purchaseReceive(),
          PurchaseKinds.recurringBill(),
          PurchaseKinds.recurringExpense(),
          InventoryKinds.compositeItem(),
          InventoryKinds.itemGroup(),
          InventoryKinds.transferOrder(),
          InventoryKinds.location(),
          AccountingKinds.journal(),
          AccountingKinds.chartOfAccount(),
          AccountingKinds.bankAccount(),
          AccountingKinds.bankTransaction(),
          AccountingKinds.tax(),
          AccountingKinds.taxGroup(),
          AccountingKinds.currency(),
          PeopleKinds.project(),
          PeopleKinds.timeEntry());

  private KindDefinitions() {}
}
