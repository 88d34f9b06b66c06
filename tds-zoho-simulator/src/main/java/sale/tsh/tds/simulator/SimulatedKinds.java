package sale.tsh.tds.simulator;

import static sale.tsh.tds.simulator.SimulatedKind.CREATED;
import static sale.tsh.tds.simulator.SimulatedKind.MODIFIED;
import static sale.tsh.tds.simulator.SimulatedProduct.BOOKS;
import static sale.tsh.tds.simulator.SimulatedProduct.INVENTORY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every kind that the two APIs offer, spelled as Zoho spells it. */
final class SimulatedKinds {

  private static final List<String> TIMES = List.of(MODIFIED, CREATED);
  private static final List<String> NONE = List.of();

  private final Map<String, SimulatedKind> byName =
      Stream.of(main(), sales(), purchases(), stock(), accounting(), work())
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(SimulatedKind::name, Function.identity()));

  SimulatedKind named(String name) {
    SimulatedKind kind = byName.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("kind is " + name + ", not one of " + byName.keySet());
    }
    return kind;
  }

  /** Returns the kind whose list is at this path below the product's base. */
  Optional<SimulatedKind> at(SimulatedProduct product, String path) {
    return byName.values().stream()
        .filter(kind -> kind.isIn(product) && kind.parentMember() == null)
        .filter(kind -> kind.path().equals(path))
        .findFirst();
  }

  List<SimulatedKind> all() {
    return List.copyOf(byName.values());
  }

  private static SimulatedKind kind(
      String name, String path, String listWrapper, String wrapper, String idMember) {
    return new SimulatedKind(name, path, listWrapper, wrapper, idMember);
  }

  private static List<SimulatedKind> main() {
    return List.of(
        kind("contact", "/contacts", "contacts", "contact", "contact_id")
            .area("contacts")
            .in(BOOKS, with("contact_name"))
            .in(INVENTORY, with("contact_name"))
            .defaultSort("contact_name", "A")
            .hidesInactive(),
        kind(
                "contact_person",
                "/contactpersons",
                "contact_persons",
                "contact_person",
                "contact_person_id")
            .area("contacts")
            .in(BOOKS, NONE)
            .in(INVENTORY, NONE)
            .below("contact_id")
            .timeInRows(null)
            .timeInRecords(null),
        kind("item", "/items", "items", "item", "item_id")
            .area(INVENTORY, "items")
            .in(BOOKS, List.of("name", "rate", MODIFIED))
            .in(INVENTORY, with("name"))
            .filtersIn(INVENTORY)
            .defaultSort("name", "A")
            .withoutCustomFieldsInRows()
            .hidesInactive(),
        kind("user", "/users", "users", "user", "user_id")
            .in(BOOKS, NONE)
            .in(INVENTORY, NONE)
            .defaultSort("name", "A")
            .timeInRows(null)
            .timeInRecords(null));
  }

  private static List<SimulatedKind> sales() {
    return List.of(
        kind("estimate", "/estimates", "estimates", "estimate", "estimate_id")
            .area("estimates")
            .in(BOOKS, with("estimate_number")),
        kind("sales_order", "/salesorders", "salesorders", "salesorder", "salesorder_id")
            .area("salesorders")
            .in(BOOKS, with("salesorder_number"))
            .in(INVENTORY, NONE)
            .filtersIn(BOOKS),
        kind("invoice", "/invoices", "invoices", "invoice", "invoice_id")
            .area("invoices")
            .in(BOOKS, with("invoice_number"))
            .in(INVENTORY, with("invoice_number"))
            .filtersIn(BOOKS),
        kind("credit_note", "/creditnotes", "creditnotes", "creditnote", "creditnote_id")
            .area("creditnotes")
            .in(BOOKS, with("creditnote_number"))
            .in(INVENTORY, with("creditnote_number"))
            .timeInRecords("updated_time"),
        kind("customer_payment", "/customerpayments", "customerpayments", "payment", "payment_id")
            .area("customerpayments")
            .in(BOOKS, List.of("date", "amount", MODIFIED))
            .in(INVENTORY, List.of("date", "amount", MODIFIED))
            .allFilter("PaymentMode.All")
            .defaultSort("date", "D")
            .timeInRecords("updated_time"),
        kind(
                "retainer_invoice",
                "/retainerinvoices",
                "retainerinvoices",
                "retainerinvoice",
                "retainerinvoice_id")
            .area("invoices")
            .in(BOOKS, with("retainerinvoice_number"))
            .in(INVENTORY, with("retainerinvoice_number")),
        kind(
                "recurring_invoice",
                "/recurringinvoices",
                "recurring_invoices",
                "recurring_invoice",
                "recurring_invoice_id")
            .area("invoices")
            .in(BOOKS, with("recurrence_name")),
        kind(
                "delivery_challan",
                "/deliverychallans",
                "deliverychallans",
                "deliverychallan",
                "deliverychallan_id")
            .area("deliverychallans")
            .in(BOOKS, with("date"))
            .in(INVENTORY, with("date")));
  }

  private static List<SimulatedKind> purchases() {
    return List.of(
        // Recorded: asked for ascending order, the list answered in descending order.
        kind(
                "purchase_order",
                "/purchaseorders",
                "purchaseorders",
                "purchaseorder",
                "purchaseorder_id")
            .area("purchaseorders")
            .in(BOOKS, with("purchaseorder_number"))
            .in(INVENTORY, NONE)
            .filtersIn(BOOKS)
            .onlyInOrder("D"),
        kind("bill", "/bills", "bills", "bill", "bill_id")
            .area("bills")
            .in(BOOKS, with("bill_number"))
            .in(INVENTORY, NONE)
            .filtersIn(BOOKS),
        kind("vendor_payment", "/vendorpayments", "vendorpayments", "vendorpayment", "payment_id")
            .area("vendorpayments")
            .in(BOOKS, List.of("date", "amount", MODIFIED))
            .filtersIn(BOOKS)
            .allFilter("PaymentMode.All")
            .defaultSort("date", "D"),
        kind(
                "vendor_credit",
                "/vendorcredits",
                "vendorcredits",
                "vendor_credit",
                "vendor_credit_id")
            .area("debitnotes")
            .in(BOOKS, with("vendor_credit_number"))
            .in(INVENTORY, with("vendor_credit_number"))
            .filtersIn(BOOKS, INVENTORY),
        kind("expense", "/expenses", "expenses", "expense", "expense_id")
            .area("expenses")
            .in(BOOKS, with("date")),
        kind(
                "recurring_bill",
                "/recurringbills",
                "recurring_bills",
                "recurring_bill",
                "recurring_bill_id")
            .area("bills")
            .in(BOOKS, with("recurrence_name")),
        kind(
                "recurring_expense",
                "/recurringexpenses",
                "recurring_expenses",
                "recurring_expense",
                "recurring_expense_id")
            .area("expenses")
            .in(BOOKS, with("recurrence_name")),
        kind(
                "purchase_receive",
                "/purchasereceives",
                "purchasereceives",
                "purchasereceive",
                "receive_id")
            .area("purchasereceives")
            .in(INVENTORY, NONE));
  }

  private static List<SimulatedKind> stock() {
    return List.of(
        kind(
                "inventory_adjustment",
                "/inventoryadjustments",
                "inventory_adjustments",
                "inventory_adjustment",
                "inventory_adjustment_id")
            .area("inventoryadjustments")
            .in(INVENTORY, NONE)
            .defaultSort("date", "D")
            .timeInRows(null)
            .timeInRecords(null),
        kind("price_list", "/pricebooks", "pricebooks", "pricebook", "pricebook_id")
            .in(BOOKS, NONE)
            .in(INVENTORY, NONE)
            .defaultSort("name", "A")
            .timeInRecords(null),
        kind(
                "composite_item",
                "/compositeitems",
                "composite_items",
                "composite_item",
                "composite_item_id")
            .area("compositeitems")
            .in(INVENTORY, with("name"))
            .defaultSort("name", "A")
            .withoutCustomFieldsInRows()
            .hidesInactive(),
        kind("item_group", "/itemgroups", "itemgroups", "item_group", "group_id")
            .area("items")
            .in(INVENTORY, NONE)
            .defaultSort("group_name", "A"),
        kind(
                "transfer_order",
                "/transferorders",
                "transfer_orders",
                "transfer_order",
                "transfer_order_id")
            .area("transferorders")
            .in(INVENTORY, NONE)
            .defaultSort("date", "D"),
        kind("package", "/packages", "packages", "package", "package_id")
            .area("packages")
            .in(INVENTORY, NONE),
        kind("shipment", "/shipmentorders", "shipmentorders", "shipmentorder", "shipment_id")
            .area("shipmentorders")
            .in(INVENTORY, NONE),
        kind("sales_return", "/salesreturns", "salesreturns", "salesreturn", "salesreturn_id")
            .area("salesreturns")
            .in(INVENTORY, NONE),
        kind("location", "/locations", "locations", "location", "location_id")
            .in(BOOKS, NONE)
            .in(INVENTORY, NONE)
            .defaultSort("location_name", "A")
            .timeInRows(null)
            .timeInRecords(null)
            .withoutPageContext());
  }

  private static List<SimulatedKind> accounting() {
    return List.of(
        kind("journal", "/journals", "journals", "journal", "journal_id")
            .area("accountants")
            .in(BOOKS, List.of("journal_date", "total", MODIFIED))
            .defaultSort("journal_date", "D")
            .allFilter("JournalDate.All"),
        kind(
                "chart_of_account",
                "/chartofaccounts",
                "chartofaccounts",
                "chart_of_account",
                "account_id")
            .area("accountants")
            .in(BOOKS, List.of("account_name", "account_type"))
            .defaultSort("account_name", "A")
            .allFilter("AccountType.All")
            .hidesInactive(),
        kind("bank_account", "/bankaccounts", "bankaccounts", "bankaccount", "account_id")
            .area("banking")
            .in(BOOKS, List.of("account_name", "account_type"))
            .defaultSort("account_name", "A")
            .timeInRows(null)
            .timeInRecords(null),
        kind(
                "bank_transaction",
                "/banktransactions",
                "banktransactions",
                "banktransaction",
                "transaction_id")
            .area("banking")
            .in(BOOKS, List.of("date"))
            .defaultSort("date", "D")
            .timeInRows(null)
            .timeInRecords(null),
        kind("tax", "/settings/taxes", "taxes", "tax", "tax_id")
            .in(BOOKS, NONE)
            .in(INVENTORY, NONE)
            .defaultSort("tax_name", "A")
            .timeInRows(null)
            .timeInRecords(null),
        kind("tax_group", "/settings/taxgroups", "tax_groups", "tax_group", "tax_group_id")
            .in(BOOKS, NONE)
            .in(INVENTORY, NONE)
            .withoutList()
            .defaultSort("tax_group_name", "A")
            .timeInRows(null)
            .timeInRecords(null),
        kind("currency", "/settings/currencies", "currencies", "currency", "currency_id")
            .in(BOOKS, NONE)
            .in(INVENTORY, NONE)
            .defaultSort("currency_name", "A")
            .timeInRows(null)
            .timeInRecords(null)
            .withoutPageContext());
  }

  private static List<SimulatedKind> work() {
    return List.of(
        kind("project", "/projects", "projects", "project", "project_id")
            .area("projects")
            .in(BOOKS, List.of("project_name", "customer_name", CREATED))
            .defaultSort("project_name", "A"),
        kind("time_entry", "/projects/timeentries", "time_entries", "time_entry", "time_entry_id")
            .area("projects")
            .in(BOOKS, List.of("log_date", CREATED))
            .defaultSort("log_date", "D")
            .timeInRows(null)
            .timeInRecords(null));
  }

  /** The sorts of a kind that has both times, with the name or number of its records. */
  private static List<String> with(String column) {
    return Stream.concat(TIMES.stream(), Stream.of(column, "date", "total")).distinct().toList();
  }
}
