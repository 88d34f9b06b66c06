package sale.tsh.tds.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindCatalogueTest {

  @Test
  void listsTheKindsInThisOrder() {
    assertThat(KindCatalogue.kinds())
        .extracting(Kind::name)
        .containsExactly(
            "contact",
            "item",
            "invoice",
            "bill",
            "credit_note",
            "sales_order",
            "purchase_order",
            "customer_payment",
            "vendor_payment",
            "vendor_credit",
            "inventory_adjustment",
            "price_list",
            "estimate",
            "expense",
            "user",
            "contact_person",
            "retainer_invoice",
            "recurring_invoice",
            "package",
            "shipment",
            "sales_return",
            "delivery_challan",
            "purchase_receive",
            "recurring_bill",
            "recurring_expense",
            "composite_item",
            "item_group",
            "transfer_order",
            "location",
            "journal",
            "chart_of_account",
            "bank_account",
            "bank_transaction",
            "tax",
            "tax_group",
            "currency",
            "project",
            "time_entry");
  }

  @ParameterizedTest
  @CsvSource({
    "customers, contact",
    "contacts, contact",
    "vendors, contact",
    "products, item",
    "items, item",
    "invoices, invoice",
    "bills, bill",
    "credit-notes, credit_note",
    "orders, sales_order",
    "sales-orders, sales_order",
    "purchase-orders, purchase_order",
    "payments, customer_payment",
    "customer-payments, customer_payment",
    "vendor-payments, vendor_payment",
    "vendor-credits, vendor_credit",
    "stock, inventory_adjustment",
    "inventory-adjustments, inventory_adjustment",
    "prices, price_list",
    "price-lists, price_list",
    "estimates, estimate",
    "expenses, expense",
    "users, user",
    "contact-persons, contact_person",
    "retainer-invoices, retainer_invoice",
    "recurring-invoices, recurring_invoice",
    "packages, package",
    "shipments, shipment",
    "shipment-orders, shipment",
    "sales-returns, sales_return",
    "delivery-challans, delivery_challan",
    "purchase-receives, purchase_receive",
    "recurring-bills, recurring_bill",
    "recurring-expenses, recurring_expense",
    "composite-items, composite_item",
    "item-groups, item_group",
    "transfer-orders, transfer_order",
    "locations, location",
    "warehouses, location",
    "branches, location",
    "journals, journal",
    "chart-of-accounts, chart_of_account",
    "bank-accounts, bank_account",
    "bank-transactions, bank_transaction",
    "taxes, tax",
    "tax-groups, tax_group",
    "currencies, currency",
    "projects, project",
    "time-entries, time_entry",
    "Credit-Notes, credit_note",
  })
  void knowsTheKindOfAPath(String path, String kind) {
    assertThat(KindCatalogue.atPath(path)).map(Kind::name).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zoho", "contact", "credit_notes", ""})
  void knowsNoOtherPath(String path) {
    assertThat(KindCatalogue.atPath(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "contact, contact",
    "customer, contact",
    "vendor, contact",
    "item, item",
    "product, item",
    "invoice, invoice",
    "bill, bill",
    "creditnote, credit_note",
    "credit_note, credit_note",
    "salesorder, sales_order",
    "sales_order, sales_order",
    "order, sales_order",
    "purchaseorder, purchase_order",
    "purchase_order, purchase_order",
    "payment, customer_payment vendor_payment",
    "customer_payment, customer_payment",
    "customerpayment, customer_payment",
    "vendorpayment, vendor_payment",
    "vendor_payment, vendor_payment",
    "vendor_credit, vendor_credit",
    "vendorcredit, vendor_credit",
    "inventory_adjustment, inventory_adjustment",
    "inventoryadjustment, inventory_adjustment",
    "stock_adjustment, inventory_adjustment",
    "pricebook, price_list",
    "price_list, price_list",
    "pricelist, price_list",
    "estimate, estimate",
    "expense, expense",
    "user, user",
    "CreditNote, credit_note",
    "'Sales Order', sales_order",
    "purchase-order, purchase_order",
  })
  void knowsWhatBodiesCallAKind(String name, String kinds) {
    assertThat(KindCatalogue.named(name)).extracting(Kind::name).containsExactly(kinds.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "contacts", "line_items", ""})
  void knowsNoOtherName(String name) {
    assertThat(KindCatalogue.named(name)).isEmpty();
  }

  @Test
  void saysWhichNameIsUnknown() {
    assertThat(KindCatalogue.kindOf("bill").table()).isEqualTo("bills");
    assertThatThrownBy(() -> KindCatalogue.kindOf("credit note 7!"))
        .hasMessage("no kind is named credit note 7!");
  }

  /** It may have been the name of a kind outside an earlier catalogue. */
  @Test
  void knowsTheKindOfAnEventThatWaitsUnderAnotherNameOfIt() {
    assertThat(KindCatalogue.kindOf("creditnote").name()).isEqualTo("credit_note");
    assertThat(KindCatalogue.find("creditnote")).isEmpty();
  }

  @Test
  void usesEachPathNameAndTableOnce() {
    assertThat(twice(kind -> Stream.of(kind.name()))).isEmpty();
    assertThat(twice(kind -> kind.paths().stream())).isEmpty();
    assertThat(twice(kind -> kind.names().stream())).containsExactly("payment");
    assertThat(
            twice(kind ->
                Stream.concat(
                    Stream.of(kind.table()), kind.lineTable().stream().map(LineTable::table))))
        .isEmpty();
  }

  static List<Kind> kinds() {
    return KindCatalogue.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void givesEachKindAPathATableAndAKey(Kind kind) {
    assertThat(kind.paths()).isNotEmpty();
    assertThat(kind.names()).contains(kind.name());
    assertThat(kind.table()).isNotEmpty();
    assertThat(kind.idKeys()).startsWith(kind.key()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void namesEverythingInPlainLowerCase(Kind kind) {
    assertThat(kind.paths()).allMatch(path -> path.matches("[a-z]+(-[a-z]+)*"));
    assertThat(kind.names()).allMatch(KindCatalogueTest::isPlain);
    assertThat(kind.idKeys()).allMatch(KindCatalogueTest::isPlain);
    assertThat(kind.table()).matches(KindCatalogueTest::isPlain);
    assertColumnsArePlain(kind.columns());
    kind.lineTable()
        .ifPresent(lines -> {
          assertThat(lines.table()).matches(KindCatalogueTest::isPlain);
          assertThat(lines.keys()).isNotEmpty().allMatch(KindCatalogueTest::isPlain);
          assertColumnsArePlain(lines.columns());
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void takesCoreMembersFromColumnsOrLines(Kind kind) {
    Set<String> columns =
        kind.columns().stream().map(MirrorColumn::name).collect(Collectors.toSet());
    List<String> lines = kind.lineTable().map(LineTable::keys).orElse(List.of());
    assertThat(kind.core())
        .isNotEmpty()
        .allMatch(member -> columns.contains(member) || lines.contains(member));
  }

  /** A member that is an object or a list may hold the values of several columns. */
  @ParameterizedTest
  @MethodSource("kinds")
  void readsEachMemberIntoOneColumn(Kind kind) {
    assertThat(kind.columns())
        .filteredOn(column -> !column.nested())
        .flatExtracting(MirrorColumn::keys)
        .doesNotHaveDuplicates();
    assertThat(kind.columns())
        .flatExtracting(MirrorColumn::keys)
        .doesNotContainAnyElementsOf(kind.idKeys());
    kind.lineTable()
        .ifPresent(lines ->
            assertThat(lines.columns())
                .flatExtracting(MirrorColumn::keys)
                .doesNotHaveDuplicates()
                .doesNotContain(kind.key()));
  }

  @Test
  void takesTheFlatKeyFromTheLinesOnly() {
    Kind adjustment = KindCatalogue.kindOf("inventory_adjustment");
    LineTable lines = adjustment.lineTable().orElseThrow();
    assertThat(lines.flatKeys()).containsExactly("item_id");
    assertThat(lines.columns()).flatExtracting(MirrorColumn::keys).contains("item_id");
    assertThat(adjustment.columns()).flatExtracting(MirrorColumn::keys).doesNotContain("item_id");
  }

  private static Set<String> twice(Function<Kind, Stream<String>> claims) {
    Set<String> once = new HashSet<>();
    return kinds().stream()
        .flatMap(claims)
        .filter(claim -> !once.add(claim))
        .collect(Collectors.toSet());
  }

  private static void assertColumnsArePlain(List<MirrorColumn> columns) {
    assertThat(columns).extracting(MirrorColumn::name).allMatch(KindCatalogueTest::isPlain);
    assertThat(columns)
        .allSatisfy(
            column -> assertThat(column.keys()).isNotEmpty().allMatch(KindCatalogueTest::isPlain));
  }

  /** Whether a name needs no quotes in SQL. */
  private static boolean isPlain(String name) {
    return name.matches("[a-z]+(_[a-z]+)*");
  }
}
