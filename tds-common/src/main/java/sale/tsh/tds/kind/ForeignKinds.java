package sale.tsh.tds.kind;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Zoho's kinds that have no table here. Their names and ids are enough to distinguish their records
 * from records of the catalogue, which they often refer to. Names and ids come from Books API v3
 * and Inventory API v1.
 */
public final class ForeignKinds {

  /** Kinds whose id occurs in no record of another kind. */
  private static final Map<String, String> NAME_BY_KEY =
      List.of(
              key("package", "package_id"),
              key("shipment", "shipment_id", "shipmentorder_id", "shipment_order_id"),
              key("sales_return", "salesreturn_id", "sales_return_id"),
              key("purchase_receive", "receive_id", "purchasereceive_id", "purchase_receive_id"),
              key("delivery_challan", "deliverychallan_id", "delivery_challan_id"),
              key("transfer_order", "transfer_order_id", "transferorder_id"),
              key("retainer_invoice", "retainerinvoice_id", "retainer_invoice_id"),
              key("debit_note", "debit_note_id", "debitnote_id"),
              key("journal", "journal_id"),
              key("composite_item", "composite_item_id"),
              key("time_entry", "time_entry_id"),
              key("task", "task_id"),
              key("contact_person", "contact_person_id"),
              key("comment", "comment_id"),
              key("credit_note_refund", "creditnote_refund_id"),
              key("vendor_credit_refund", "vendor_credit_refund_id"),
              key("payment_refund", "payment_refund_id", "vendorpayment_refund_id"),
              key("custom_record", "module_record_id"))
          .stream()
          .flatMap(each -> each.keys().stream().map(key -> Map.entry(key, each.name())))
          .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** Kinds whose id occurs in records of other kinds too, as a reference to their origin. */
  private static final Map<String, String> NAME_BY_SHARED_KEY =
      Map.of(
          "recurring_invoice_id", "recurring_invoice",
          "recurring_bill_id", "recurring_bill",
          "recurring_expense_id", "recurring_expense",
          "project_id", "project");

  /** Kinds that only a name identifies, because their id is a reference in every record. */
  private static final Set<String> NAMED_ONLY =
      Set.of(
          "bank_account",
          "bank_transaction",
          "chart_of_account",
          "chart_of_accounts",
          "currency",
          "item_group",
          "location",
          "organization",
          "tax",
          "tax_group",
          "warehouse");

  private static final Set<String> NAMES = names();

  private ForeignKinds() {}

  /**
   * Whether a name means one of these kinds, such as {@code Sales Return}, {@code salesreturns}.
   */
  public static boolean isNamed(String name) {
    String plain = plain(name);
    return NAMES.contains(plain)
        || (plain.endsWith("s") && NAMES.contains(plain.substring(0, plain.length() - 1)));
  }

  /** Kinds by an id that only their own records have. */
  public static Map<String, String> nameByKey() {
    return NAME_BY_KEY;
  }

  /** Kinds by an id that records of other kinds have too. */
  public static Map<String, String> nameBySharedKey() {
    return NAME_BY_SHARED_KEY;
  }

  private static Set<String> names() {
    return Stream.of(NAME_BY_KEY.values(), NAME_BY_SHARED_KEY.values(), NAMED_ONLY)
        .flatMap(Collection::stream)
        .map(ForeignKinds::plain)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
  }

  private static KeyedKind key(String name, String... keys) {
    return new KeyedKind(name, List.of(keys));
  }

  private record KeyedKind(String name, List<String> keys) {}
}
