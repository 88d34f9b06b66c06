package sale.tsh.tds.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.JsonNode;

/** The views of schema {@code zoho} over lists inside records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorViewsTest {

  private static final String VERSION_AND_RECORD = ", version_time, version_arrival, record";

  /** Of the size of a small record, so that a table has the pages of a small table. */
  private static final String RECORD = "jsonb_build_object('notes', repeat('-', 500))";

  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient jdbc = database.jdbc();

  @BeforeEach
  void empty() {
    KindCatalogue.kinds().forEach(kind -> jdbc.sql("delete from zoho." + kind.table()).update());
    jdbc.sql("delete from zoho.other_records").update();
  }

  @AfterAll
  void close() {
    database.close();
  }

  /** A new kind needs a branch in {@code R__mirror_2_records.sql}. */
  @Test
  void recordsHaveABranchForEachKind() {
    for (Kind kind : KindCatalogue.kinds()) {
      insert(kind, kind.name() + "-id", "{}");
    }
    assertThat(
            jdbc.sql("select kind || ' ' || id from zoho.records")
                .query((row, number) -> row.getString(1))
                .list())
        .containsExactlyInAnyOrderElementsOf(
            KindCatalogue.kinds().stream()
                .map(kind -> kind.name() + " " + kind.name() + "-id")
                .toList());
  }

  @Test
  void recordsHoldThoseOfOtherKindsByTheirOwnNames() {
    jdbc.sql(
            """
            insert into zoho.other_records (entity_type, entity_id, version_time, version_arrival, record)
            values ('widget', '1', now(), 1, '{}'), ('cm_vehicle', '1', now(), 1, '{}')
            """)
        .update();
    assertThat(
            jdbc.sql("select kind || ' ' || id from zoho.records order by 1")
                .query((row, number) -> row.getString(1))
                .list())
        .containsExactly("cm_vehicle 1", "widget 1");
  }

  @Test
  void addressesAreThoseWithAnyText() {
    insert(
        "contact",
        """
        {"billing_address": {"attention": " ", "address": "4900 Hopyard Rd", "zip": 94588, "country": "U.S.A"},
         "shipping_address": {"address": "", "street2": " ", "city": null, "zip": ""},
         "addresses": [{"address_id": "7", "street": "Second St", "zipcode": "1"}, {"city": ""}, "text"]}
        """);
    insert(
        "purchase_order",
        "{\"delivery_address\": {\"address1\": \"Dock 4\", \"address2\": \"North\"}}");
    insert("invoice", "{\"billing_address\": \"4900 Hopyard Rd\"}");
    assertThat(
            rows(
                "kind, id, type, position, address_id, address, street2, zip, country",
                "addresses"))
        .containsExactlyInAnyOrder(
            "contact|1|billing|1|null|4900 Hopyard Rd|null|94588|U.S.A",
            "contact|1|additional|1|7|Second St|null|1|null",
            "purchase_order|1|delivery|1|null|Dock 4|North|null|null");
  }

  @Test
  void contactPersonsAreListedInTheirOrder() {
    insert(
        "contact",
        """
        {"contact_persons": [
          {"contact_person_id": 51, "first_name": "Will", "is_primary_contact": true},
          {"contact_person_id": "52", "first_name": "Ann", "is_primary_contact": "false", "enable_portal": "maybe"}]}
        """);
    assertThat(
            rows(
                "contact_id, position, contact_person_id, first_name, is_primary_contact, enable_portal",
                "contact_persons_of_contacts"))
        .containsExactly("1|1|51|Will|t|null", "1|2|52|Ann|f|null");
  }

  @Test
  void taxesAreOfTheDocumentAndOfItsLines() {
    insert(
        "invoice",
        """
        {"taxes": [{"tax_name": "VAT (12.5%)", "tax_amount": "19.13"}, {}, "",
                   {"tax_id": 9, "tax_percentage": "7.5%", "tax_amount": "nineteen"}],
         "line_items": [{"line_item_id": "5", "item_id": "6", "line_item_taxes": [
           {"tax_id": "9", "tax_name": "VAT", "tax_percentage": 7.5, "tax_amount": 0.08}]}]}
        """);
    assertThat(
            rows(
                "kind, id, position, tax_id, tax_name, tax_percentage, tax_amount",
                "document_taxes"))
        .containsExactly("invoice|1|1|null|VAT (12.5%)|null|19.13", "invoice|1|4|9|null|7.5|null");
    assertThat(
            rows(
                "line_position, line_item_id, item_id, position, tax_id, tax_percentage, tax_amount",
                "line_taxes"))
        .containsExactly("1|5|6|1|9|7.5|0.08");
  }

  @Test
  void customFieldsComeFromTheListElseTheHashElseTheRecord() {
    insert(
        "invoice",
        """
        {"custom_fields": [
           {"customfield_id": "46", "api_name": "cf_revenue", "label": "Revenue", "data_type": "dropdown", "value": true},
           {"index": 1, "label": "Sizes", "value": ["S", "M"]},
           {"custom_field_id": 47, "placeholder": "cf_empty", "value": " "}],
         "custom_field_hash": {"cf_revenue": "other"}, "cf_revenue": "another",
         "line_items": [{"line_item_id": "5", "item_custom_fields": [{"label": "Colour", "value": "red"}]}]}
        """);
    insert(
        "item",
        """
        {"custom_fields": [],
         "custom_field_hash": {"cf_a": "1", "cf_a_formatted": "1.00", "cf_a_unformatted": 1, "cf_b_formatted": "x"},
         "cf_c": "not read"}
        """);
    insert(
        "bill",
        "{\"cf_region\": \"North\", \"cf_region_formatted\": \"North\", \"cf_day\": \"2026-09-04\", \"cfo\": 1}");
    assertThat(rows("kind, id, api_name, label, type, value, customfield_id", "custom_fields"))
        .containsExactlyInAnyOrder(
            "invoice|1|cf_revenue|Revenue|dropdown|true|46",
            "invoice|1|null|Sizes|null|[\"S\", \"M\"]|null",
            "invoice|1|cf_empty|null|null|null|47",
            "item|1|cf_a|null|null|1|null",
            "item|1|cf_b_formatted|null|null|x|null",
            "bill|1|cf_region|null|null|North|null",
            "bill|1|cf_day|null|null|2026-09-04|null");
    assertThat(rows("kind, id, line_position, line_item_id, label, value", "line_custom_fields"))
        .containsExactly("invoice|1|1|5|Colour|red");
  }

  @Test
  void tagsAreOfTheRecordAndOfItsLines() {
    insert(
        "bill",
        """
        {"tags": [{"tag_id": 1, "tag_name": "Region", "tag_option_id": "2", "tag_option_name": "North"}],
         "line_items": [{}, {"line_item_id": "5", "tags": [{"tag_id": "3", "tag_option_name": "USA"}]}]}
        """);
    assertThat(
            rows(
                "kind, id, line_position, line_item_id, tag_id, tag_name, tag_option_name", "tags"))
        .containsExactlyInAnyOrder("bill|1|null|null|1|Region|North", "bill|1|2|5|3|null|USA");
  }

  @Test
  void itemLocationsAreAlsoCalledWarehouses() {
    insert(
        "item",
        "1",
        """
        {"locations": [{"location_id": "7", "location_name": "Head Office", "is_primary": "true",
                        "location_stock_on_hand": "10.5", "location_available_stock": ""}],
         "warehouses": [{"warehouse_id": "not read"}]}
        """);
    insert(
        "item",
        "2",
        "{\"warehouses\": [{\"warehouse_id\": 8, \"warehouse_stock_on_hand\": 3, \"warehouse_available_for_sale_stock\": -1}]}");
    insert("user", "{\"locations\": [{\"location_id\": \"9\"}]}");
    assertThat(
            rows(
                "item_id, location_id, location_name, is_primary, stock_on_hand, available_stock, available_for_sale_stock",
                "item_locations"))
        .containsExactlyInAnyOrder("1|7|Head Office|t|10.5|null|null", "2|8|null|null|3|null|-1");
  }

  @Test
  void attributesAreTheItemsOwnWordElseItsGroups() {
    insert(
        "item",
        "says",
        """
        {"group_id": "g", "attribute_name1": "Colour", "attribute_option_id1": 7, "attribute_option_name1": "red",
         "attribute_name2": "Size", "attribute_option_name2": " "}
        """);
    insert("item", "mute", "{\"group_id\": \"g\"}");
    insert(
        "item_group",
        "g",
        """
        {"attribute_name1": "Colour", "attribute_id1": "3", "attribute_name3": "Cut", "items": [
          {"item_id": "says", "attribute_option_name1": "blue"},
          {"item_id": "mute", "attribute_option_name1": "green", "attribute_option_name3": "slim"},
          {"item_id": 9, "attribute_option_name1": "white", "attribute_option_id1": 8}]}
        """);
    jdbc.sql("update zoho.items set group_id = 'g' where item_id = 'says'").update();
    assertThat(
            rows(
                "item_id, group_id, position, attribute_id, attribute_name, attribute_option_id, attribute_option_name",
                "item_attributes"))
        .containsExactlyInAnyOrder(
            "says|g|1|null|Colour|7|red",
            "mute|g|1|3|Colour|null|green",
            "mute|g|3|null|Cut|null|slim",
            "9|g|1|3|Colour|8|white");
  }

  @Test
  void priceBracketsAreOfTheItemsOfAPriceList() {
    insert(
        "price_list",
        """
        {"pricebook_items": [
          {"item_id": "5", "pricebook_rate": 20},
          {"item_id": 6, "price_brackets": [
            {"pricebook_item_id": 71, "start_quantity": 1.0, "end_quantity": "9", "pricebook_rate": 19.5},
            {"pricebook_item_id": "72", "start_quantity": 10, "end_quantity": "", "pricebook_discount": "5%"}]}]}
        """);
    assertThat(
            rows(
                "pricebook_id, line_position, item_id, position, pricebook_item_id, start_quantity, end_quantity, pricebook_rate, pricebook_discount",
                "price_brackets"))
        .containsExactly("1|2|6|1|71|1.0|9|19.5|null", "1|2|6|2|72|10|null|null|5");
  }

  @Test
  void batchesAndSerialNumbersAreOfItemsAndOfLines() {
    insert(
        "item",
        """
        {"batches": [{"batch_id": "3", "batch_number": "B-1", "expiry_date": "2027-02-30", "balance_quantity": "4"}],
         "serial_numbers": "S1, S2,"}
        """);
    insert(
        "bill",
        """
        {"line_items": [{"line_item_id": "5", "item_id": "1",
          "batches": {"batch_number": "B-2", "manufacturer_date": "2026-01-31", "in_quantity": 2},
          "serial_numbers": ["S3", {"serial_number": "S4"}, null, ""]}]}
        """);
    assertThat(
            rows(
                "kind, line_item_id, item_id, batch_number, manufactured_date, expiry_date, in_quantity, balance_quantity",
                "batches"))
        .containsExactlyInAnyOrder(
            "item|null|1|B-1|null|null|null|4", "bill|5|1|B-2|2026-01-31|null|2|null");
    assertThat(rows("kind, line_item_id, item_id, position, serial_number", "serial_numbers"))
        .containsExactlyInAnyOrder(
            "item|null|1|1|S1", "item|null|1|2|S2", "bill|5|1|1|S3", "bill|5|1|2|S4");
  }

  @Test
  void anAppliedPaymentIsThePaymentsOwnWordIfThePaymentIsHere() {
    jdbc.sql(
            """
            insert into zoho.customer_payments (payment_id, payment_number, date, version_time, version_arrival)
            values ('here', '7', '2026-09-04', now(), 1);
            insert into zoho.customer_payment_invoices (payment_id, position, invoice_id, amount_applied)
            values ('here', 1, '1', 30)
            """)
        .update();
    insert(
        "invoice",
        """
        {"payments": [{"payment_id": "here", "amount": 99}, {"payment_id": "away", "payment_number": "8",
          "invoice_payment_id": "4", "date": "2026-09-05", "amount": "12.5"}]}
        """);
    insert(
        "bill", "{\"payments\": {\"payment_id\": 9, \"bill_payment_id\": 3, \"amount\": 31.25}}");
    assertThat(
            rows(
                "payment_kind, payment_id, payment_number, date, document_kind, document_id, application_id, amount",
                "applied_payments"))
        .containsExactlyInAnyOrder(
            "customer_payment|here|7|2026-09-04|invoice|1|null|30",
            "customer_payment|away|8|2026-09-05|invoice|1|4|12.5",
            "vendor_payment|9|null|null|bill|1|3|31.25");
  }

  @Test
  void anAppliedCreditIsTheCreditsOwnWordIfTheCreditSaysIt() {
    insert(
        "credit_note",
        "says",
        "{\"invoices\": [{\"invoice_id\": \"1\", \"invoice_number\": \"INV-1\", \"amount\": 450}]}");
    insert("credit_note", "mute", "{\"creditnote_number\": \"CN-2\"}");
    insert(
        "vendor_credit",
        "says",
        "{\"bills_credited\": [{\"bill_id\": 1, \"date\": \"2026-08-28\", \"amount\": \"13\"}]}");
    insert(
        "invoice",
        """
        {"credits": [{"creditnote_id": "says", "amount_applied": 1}, {"creditnote_id": "mute", "amount_applied": 2},
                     {"creditnote_id": "away", "credited_date": "2026-09-01", "amount_applied": 3}]}
        """);
    insert("bill", "{\"vendor_credits\": [{\"vendor_credit_id\": \"says\", \"amount\": 1}]}");
    assertThat(
            rows(
                "credit_kind, credit_id, date, document_kind, document_id, amount",
                "applied_credits"))
        .containsExactlyInAnyOrder(
            "credit_note|says|null|invoice|1|450",
            "credit_note|mute|null|invoice|1|2",
            "credit_note|away|2026-09-01|invoice|1|3",
            "vendor_credit|says|2026-08-28|bill|1|13");
  }

  @Test
  void approvalsSayWhoseTurnItIs() {
    insert(
        "purchase_order",
        """
        {"approvers_list": [{"approver_user_id": "4", "approver_name": "John", "order": 1, "has_approved": true},
                            {"approver_user_id": "5", "order": "second", "is_next_approver": "true"}]}
        """);
    assertThat(
            rows(
                "kind, id, position, approver_user_id, approver_name, \"order\", has_approved, is_next_approver",
                "approvals"))
        .containsExactly(
            "purchase_order|1|1|4|John|1|t|null", "purchase_order|1|2|5|null|null|null|t");
  }

  static List<String> views() {
    try (TestDatabase database = TestDatabase.migrated()) {
      return database
          .jdbc()
          .sql("select viewname from pg_views where schemaname = 'zoho' order by viewname")
          .query((row, number) -> row.getString(1))
          .list();
    }
  }

  /** Each list, and each member of an element, is each of these in turn. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0",
        "1e1000",
        "\"\"",
        "\"text\"",
        "\"[{\\\"a\\\": 1}]\"",
        "\"NaN\"",
        "\"1e999999999\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "[1, \"a\", {}]",
        "[{\"value\": [{}]}]"
      })
  void oddValuesAreNoErrors(String odd) {
    String lists =
        """
        "billing_address" "shipping_address" "delivery_address" "addresses" "contact_persons" "taxes" "custom_fields"
        "custom_field_hash" "cf_odd" "tags" "locations" "warehouses" "batches" "serial_numbers" "payments" "credits"
        "credits_associated" "invoices" "invoices_credited" "bills" "bills_credited" "vendor_credits" "approvers_list"
        "line_items" "items" "pricebook_items" "attribute_name1" "attribute_option_name1"\
        """;
    String members =
        """
        "address" "zip" "attention" "contact_person_id" "is_primary_contact" "tax_id" "tax_percentage" "tax_amount"
        "api_name" "value" "tag_id" "location_id" "location_stock_on_hand" "batch_id" "expiry_date" "in_quantity"
        "serial_number" "payment_id" "amount" "amount_applied" "date" "credited_date" "creditnote_id"
        "vendor_credit_id" "invoice_id" "bill_id" "order" "has_approved" "tags" "batches" "serial_numbers"
        "line_item_taxes" "item_custom_fields" "line_item_id" "item_id" "price_brackets" "start_quantity"
        "pricebook_discount" "attribute_option_id1" "attribute_option_name1"\
        """;
    String element = object(members, odd);
    for (Kind kind : KindCatalogue.kinds()) {
      insert(kind, "lists", object(lists, odd));
      insert(kind, "members", object(lists, "[" + element + "]"));
      insert(kind, "nested", "{\"line_items\": [" + object(members, "[" + element + "]") + "]}");
      insert(kind, "record", odd);
    }
    for (String view : views()) {
      // Counting whole rows as text computes every column.
      assertThat(
              jdbc.sql("select count(v::text) from zoho.%s v".formatted(view))
                  .query(Integer.class)
                  .single())
          .as(view)
          .isNotNegative();
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void deletedRecordsHaveNoRows(String view) {
    for (Kind kind : KindCatalogue.kinds()) {
      insert(
          kind,
          "1",
          """
          {"billing_address": {"city": "Rome"}, "contact_persons": [{}], "taxes": [{"tax_id": "1"}], "cf_a": "1",
           "tags": [{}], "locations": [{}], "batches": [{}], "serial_numbers": ["1"], "approvers_list": [{}],
           "payments": [{}], "credits": [{}], "invoices": [{}], "bills_credited": [{}], "vendor_credits": [{}],
           "line_items": [{"line_item_taxes": [{}], "item_custom_fields": [{}]}], "attribute_option_name1": "red",
           "items": [{"attribute_option_name1": "red"}], "pricebook_items": [{"price_brackets": [{}]}]}
          """);
    }
    assertThat(database.count("zoho." + view)).isPositive();
    KindCatalogue.kinds()
        .forEach(kind ->
            jdbc.sql("update zoho.%s set deleted_at = now()".formatted(kind.table())).update());
    assertThat(database.count("zoho." + view)).isZero();
  }

  /** A report over one record must not read a table from end to end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "records where kind = 'invoice' and id = '1'",
        "addresses where kind = 'invoice' and id = '1'",
        "document_taxes where kind = 'invoice' and id = '1'",
        "line_taxes where kind = 'invoice' and id = '1'",
        "custom_fields where kind = 'invoice' and id = '1'",
        "line_custom_fields where kind = 'invoice' and id = '1'",
        "tags where kind = 'invoice' and id = '1'",
        "batches where kind = 'invoice' and id = '1'",
        "serial_numbers where kind = 'invoice' and id = '1'",
        "approvals where kind = 'invoice' and id = '1'",
        "custom_fields f join zoho.invoices i on f.kind = 'invoice' and f.id = i.invoice_id where i.invoice_id = '1'",
        "contact_persons_of_contacts where contact_id = '1'",
        "item_locations where item_id = '1'",
        "price_brackets where pricebook_id = '1'",
        "applied_payments where document_id = '1'",
        "records where id = '1'"
      })
  void oneRecordIsLookedUpByItsKey(String query) {
    String plan = plan(query);
    assertThat(plan).contains("Index Cond:").doesNotContain("Seq Scan");
    if (query.contains("kind = 'invoice'")) {
      assertThat(plan).contains(" on invoices").doesNotContain(" on bills", " on contacts");
    }
  }

  /**
   * A report over all records reads each table from end to end, and none for each row of another.
   */
  @Test
  void allRecordsAreReadInOneScanOfEachTable() {
    try (TestDatabase filled = TestDatabase.migrated()) {
      for (Kind kind : KindCatalogue.kinds()) {
        fill(filled, kind.table(), kind.key() + VERSION_AND_RECORD, "n, now(), 1, " + RECORD);
      }
      fill(
          filled,
          "other_records",
          "entity_type, entity_id" + VERSION_AND_RECORD,
          "'widget', n, now(), 1, " + RECORD);
      fill(filled, "customer_payment_invoices", "payment_id, position", "n, 1");
      fill(filled, "vendor_payment_bills", "payment_id, position", "n, 1");
      filled.jdbc().sql("analyze").update();
      for (String view : views()) {
        JsonNode plan = planOfAll(filled, view);
        assertThat(scans(plan)).as(view).isNotEmpty();
        assertThat(repeatedScans(plan)).as(view).isEmpty();
        // These leave out what a record of its own says, so they read that table twice.
        if (!Set.of("applied_credits", "applied_payments", "item_attributes").contains(view)) {
          assertThat(scans(plan)).as(view).doesNotHaveDuplicates();
        }
      }
    }
  }

  private static void fill(TestDatabase database, String table, String columns, String values) {
    database
        .jdbc()
        .sql(
            "insert into zoho.%s (%s) select %s from (select i::text from generate_series(1, 1000) i) s (n)"
                .formatted(table, columns, values))
        .update();
  }

  private static JsonNode planOfAll(TestDatabase database, String view) {
    String plan =
        database
            .jdbc()
            .sql("explain (format json) select * from zoho." + view)
            .query(String.class)
            .single();
    return Json.parse(plan).path(0).path("Plan");
  }

  /** The tables that a plan reads, one entry for each scan. */
  private static List<String> scans(JsonNode plan) {
    return Stream.concat(
            plan.path("Relation Name").stringValueOpt().stream(),
            plan.path("Plans").valueStream().flatMap(part -> scans(part).stream()))
        .toList();
  }

  /** The tables that a part of a plan reads again for each row of another part. */
  private static List<String> repeatedScans(JsonNode plan) {
    boolean nestedLoop = plan.path("Node Type").asString().equals("Nested Loop");
    return plan.path("Plans")
        .valueStream()
        .flatMap(part -> {
          String role = part.path("Parent Relationship").asString();
          boolean repeats = role.equals("SubPlan") || (nestedLoop && role.equals("Inner"));
          // What is materialized is read once, however often it is looked through.
          boolean kept = part.path("Node Type").asString().equals("Materialize");
          return (repeats && !kept ? scans(part) : repeatedScans(part)).stream();
        })
        .toList();
  }

  /** Of tables that are not nearly empty: those are cheaper to read from end to end. */
  private String plan(String query) {
    return Objects.requireNonNull(
        database
            .transactions()
            .execute(transaction -> {
              jdbc.sql("set local enable_seqscan = off").update();
              return jdbc
                  .sql("explain select * from zoho." + query)
                  .query((row, number) -> row.getString(1))
                  .list()
                  .stream()
                  .collect(Collectors.joining("\n"));
            }));
  }

  private void insert(String kind, String record) {
    insert(kind, "1", record);
  }

  private void insert(String kind, String id, String record) {
    insert(KindCatalogue.kindOf(kind), id, record);
  }

  private void insert(Kind kind, String id, String record) {
    jdbc.sql(
            """
            insert into zoho.%s (%s, version_time, version_arrival, record)
            values (:id, now(), 1, cast(:record as jsonb))
            """
                .formatted(kind.table(), kind.key()))
        .param("id", id)
        .param("record", record)
        .update();
  }

  /** An object in which each of the quoted names has this value. */
  private static String object(String names, String value) {
    return Pattern.compile("\\s+")
        .splitAsStream(names.strip())
        .map(name -> name + ": " + value)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The rows as text, with bars between columns. */
  private List<String> rows(String columns, String view) {
    return jdbc.sql("select %s from zoho.%s".formatted(columns, view))
        .query((row, number) -> {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(Objects.toString(row.getString(i)));
          }
          return String.join("|", values);
        })
        .list();
  }
}
