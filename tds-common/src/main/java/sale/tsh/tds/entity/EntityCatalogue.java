package sale.tsh.tds.entity;

import static sale.tsh.tds.entity.ColumnType.DECIMAL;
import static sale.tsh.tds.entity.ColumnType.ID;
import static sale.tsh.tds.entity.ColumnType.PERCENT;
import static sale.tsh.tds.entity.ColumnType.TEXT;
import static sale.tsh.tds.entity.EntityKind.kind;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every kind of record that is taken in. A new kind is one definition here and one migration with
 * its tables.
 *
 * <p>Field names are Zoho's: Books API v3 and Inventory API v1.
 */
public final class EntityCatalogue {

  /** The member that says when a record last changed: its version. */
  public static final String MODIFIED = "last_modified_time";

  /** What a few kinds say instead of {@link #MODIFIED}. */
  public static final String UPDATED = "updated_time";

  private static final List<Column> ITEM_LINE =
      Stream.of(
              Column.of(ID, "line_item_id", "item_id"),
              List.of(new Column("name", TEXT, List.of("name", "item_name"))),
              Column.of(TEXT, "description", "sku", "unit"),
              Column.of(DECIMAL, "quantity", "rate"),
              Column.of(ID, "tax_id"),
              Column.of(PERCENT, "tax_percentage"),
              Column.of(DECIMAL, "item_total"))
          .flatMap(List::stream)
          .toList();

  private static final List<String> LINE_ITEMS = List.of("line_items");

  private static final EntityKind CONTACT =
      kind("contact")
          .paths("customers", "contacts", "vendors")
          .alsoNamed("customer", "vendor")
          .table("contacts")
          .key("contact_id")
          .text(
              "contact_name",
              "company_name",
              "contact_type",
              "contact_number",
              "email",
              "phone",
              "mobile",
              "website")
          .status()
          .id("currency_id", "pricebook_id", "owner_id", "primary_contact_id")
          .text("currency_code", "payment_terms_label", "notes")
          .decimal("payment_terms", "credit_limit")
          .decimal("outstanding_receivable_amount", "outstanding_payable_amount")
          .decimal("unused_credits_receivable_amount", "unused_credits_payable_amount")
          .core("contact_name")
          .build();

  private static final EntityKind ITEM =
      kind("item")
          .paths("products", "items")
          .alsoNamed("product")
          .table("items")
          .key("item_id")
          .text(
              "name",
              "sku",
              "description",
              "unit",
              "brand",
              "manufacturer",
              "product_type",
              "item_type")
          .status()
          .id("group_id", "category_id", "tax_id", "vendor_id")
          .text("category_name", "tax_name", "vendor_name")
          .percent("tax_percentage")
          .decimal("rate", "purchase_rate", "reorder_level")
          .decimal("stock_on_hand", "available_stock", "actual_available_stock")
          .core("name", "rate")
          .build();

  private static final EntityKind INVOICE =
      kind("invoice")
          .paths("invoices")
          .table("invoices")
          .key("invoice_id")
          .text("invoice_number", "reference_number", "status", "customer_name", "currency_code")
          .id("customer_id", "currency_id", "salesorder_id", "salesperson_id")
          .text("salesperson_name", "notes")
          .date("date", "due_date")
          .decimal(
              "exchange_rate",
              "sub_total",
              "tax_total",
              "discount_total",
              "shipping_charge",
              "adjustment")
          .decimal("total", "balance", "payment_made", "credits_applied", "write_off_amount")
          .core("invoice_number", "customer_id", "total", "line_items")
          .lines("invoice_lines", LINE_ITEMS, ITEM_LINE)
          .build();

  private static final List<EntityKind> KINDS = List.of(CONTACT, ITEM, INVOICE);

  private EntityCatalogue() {}

  /** Every kind, in the order of the architecture page. */
  public static List<EntityKind> kinds() {
    return KINDS;
  }

  /** The kind whose webhook path this is, letter case aside. */
  public static Optional<EntityKind> atPath(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return KINDS.stream().filter(kind -> kind.paths().contains(lower)).findFirst();
  }

  /**
   * The kinds that bodies call by this name, letter case aside: none, one, or the two payment kinds
   * for {@code payment}, Zoho's own reading (a customer's payment) first.
   */
  public static List<EntityKind> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return KINDS.stream().filter(kind -> kind.names().contains(lower)).toList();
  }

  /**
   * The kind of this own name, as {@code tds_sync_queue.entity_type} holds it; throws where there
   * is none.
   */
  public static EntityKind kindOf(String entityType) {
    return KINDS.stream()
        .filter(kind -> kind.name().equals(entityType))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no entity kind is named " + entityType));
  }
}
