package sale.tsh.tds.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.simulator.ApiClient.column;
import static sale.tsh.tds.simulator.ApiClient.json;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.simulator.SimulatedKind.TimeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists and single records have the shape, the order and the filters of Zoho's. */
class ZohoListsTest extends WithSimulator {

  // Records.

  @Test
  void aSingleRecordIsWholeAndInItsWrapper() {
    put("sales_order", "{'salesorder_id':'1001','total':5,'line_items':[{'item_id':'7'}]}");
    JsonNode answer = client.list("/books/v3/salesorders/1001");
    assertThat(answer.path("code").intValue()).isZero();
    assertThat(answer.at("/salesorder/line_items/0/item_id").asString()).isEqualTo("7");
    assertThat(answer.at("/salesorder/last_modified_time").asString())
        .isEqualTo("2026-11-24T11:30:00+0530");
  }

  @Test
  void aRowHasNeitherLinesNorAddresses() {
    put("invoice", "{'invoice_id':'1001','total':5,'line_items':[{}],'billing_address':{}}");
    JsonNode row = client.list(INVOICES).at("/invoices/0");
    assertThat(row.propertyNames())
        .containsExactlyInAnyOrder("invoice_id", "total", "created_time", "last_modified_time");
  }

  @Test
  void rowsOfItemsLackCustomFields() {
    put("item", "{'item_id':'1001','custom_fields':[{'value':'a'}]}");
    put("sales_order", "{'salesorder_id':'1002','custom_fields':[{'value':'a'}]}");
    assertThat(client.list("/inventory/v1/items").at("/items/0").has("custom_fields")).isFalse();
    assertThat(client.list("/books/v3/salesorders").at("/salesorders/0").has("custom_fields"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "customer_payment, customerpayments, payment, payment_id",
    "credit_note, creditnotes, creditnote, creditnote_id"
  })
  void someRecordsHaveAnotherNameForTheirTimeThanTheirRows(
      String kind, String list, String wrapper, String idMember) {
    put(kind, "{'" + idMember + "':'1001'}");
    JsonNode row = client.list("/books/v3/" + list).at("/" + list + "/0");
    JsonNode record = client.list("/books/v3/" + list + "/1001").path(wrapper);
    assertThat(record.has("last_modified_time")).isFalse();
    assertThat(record.path("updated_time")).isEqualTo(row.path("last_modified_time"));
  }

  @Test
  void onlyTheRowOfAPriceListHasATime() {
    put("price_list", "{'pricebook_id':'1001'}");
    JsonNode row = client.list("/inventory/v1/pricebooks").at("/pricebooks/0");
    JsonNode record = client.list("/inventory/v1/pricebooks/1001").path("pricebook");
    assertThat(row.has("last_modified_time")).isTrue();
    assertThat(record.has("last_modified_time")).isFalse();
  }

  @Test
  void anEditMovesTheTimeOfModificationOnly() {
    put("invoice", "{'invoice_id':'1001','total':5,'status':'draft'}");
    clock.step(Duration.ofSeconds(1));
    ObjectNode edited = put("invoice", "{'invoice_id':'1001','total':6}");
    assertThat(edited.path("created_time").asString()).isEqualTo("2026-11-24T11:30:00+0530");
    assertThat(edited.path("last_modified_time").asString()).isEqualTo("2026-11-24T11:30:01+0530");
    assertThat(edited.path("status").asString()).isEqualTo("draft");
  }

  @Test
  void timesHaveTheOffsetOfTheirSeason() {
    try (ZohoSimulator berlin = ZohoSimulator.start(0, clock, ZoneId.of("Europe/Berlin"))) {
      ObjectNode record =
          berlin.load("invoice", object("{'last_modified_time':'2026-06-30T23:30:00+0530'}"));
      assertThat(record.path("last_modified_time").asString())
          .isEqualTo("2026-06-30T20:00:00+0200");
      ObjectNode later = berlin.put("invoice", record);
      assertThat(later.path("last_modified_time").asString()).isEqualTo("2026-11-24T07:00:00+0100");
    }
  }

  @Test
  void aSilentEditMovesNoTime() {
    put("contact", "{'contact_id':'1001','outstanding_receivable_amount':5}");
    clock.step(Duration.ofSeconds(1));
    zoho.editSilently("contact", "1001", object("{'outstanding_receivable_amount':6}"));
    JsonNode row = client.list(CONTACTS).at("/contacts/0");
    assertThat(row.path("outstanding_receivable_amount").intValue()).isEqualTo(6);
    assertThat(row.path("last_modified_time").asString()).isEqualTo("2026-11-24T11:30:00+0530");
  }

  @Test
  void aDeletedRecordIsMissingFromTheListAndItsPath() {
    put("invoice", "{'invoice_id':'1001'}");
    zoho.delete("invoice", "1001");
    assertThat(client.list(INVOICES).path("invoices")).isEmpty();
    HttpResponse<String> answer = client.get(INVOICES + "/1001");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("code").intValue()).isEqualTo(1002);
    assertThat(json(answer).path("message").asString()).isEqualTo("Invoice does not exist.");
  }

  @Test
  void manyWholeItemsComeInOneAnswer() {
    put("item", "{'item_id':'1001','custom_fields':[{}]}");
    put("item", "{'item_id':'1002'}");
    JsonNode answer = client.list("/inventory/v1/itemdetails", "item_ids", "1002,1001,1003");
    assertThat(column(answer.path("items"), "item_id")).containsExactly("1002", "1001");
    assertThat(answer.at("/items/1").has("custom_fields")).isTrue();
  }

  @Test
  void theBodyOfAWebhookIsTheWrappedRecord() {
    put("customer_payment", "{'payment_id':'1001'}");
    assertThat(zoho.webhookBody("customer_payment", "1001").propertyNames())
        .containsExactly("payment");
  }

  // Pages.

  @Test
  void aPageSaysWhetherThereIsANextOne() {
    putInvoices(3);
    JsonNode first = client.list(INVOICES, "per_page", "2");
    JsonNode second = client.list(INVOICES, "per_page", "2", "page", "2");
    assertThat(first.path("invoices")).hasSize(2);
    assertThat(first.at("/page_context/has_more_page").asBoolean()).isTrue();
    assertThat(second.path("invoices")).hasSize(1);
    assertThat(second.at("/page_context/has_more_page").asBoolean()).isFalse();
    assertThat(second.at("/page_context/page").intValue()).isEqualTo(2);
  }

  @Test
  void aPageHasAtMost200Rows() {
    putInvoices(201);
    JsonNode answer = client.list(INVOICES, "per_page", "500");
    assertThat(answer.path("invoices")).hasSize(200);
    assertThat(answer.at("/page_context/per_page").intValue()).isEqualTo(200);
  }

  @Test
  void aPageEchoesItsSortAndItsFilter() {
    JsonNode context =
        client
            .list(INVOICES, "sort_column", "last_modified_time", "sort_order", "A")
            .path("page_context");
    assertThat(context.path("sort_column").asString()).isEqualTo("last_modified_time");
    assertThat(context.path("sort_order").asString()).isEqualTo("A");
    assertThat(context.path("applied_filter").asString()).isEqualTo("Status.All");
    assertThat(context.path("report_name").asString()).isEqualTo("Invoices");
  }

  @Test
  void someListsOfSettingsHaveNoPageContext() {
    assertThat(client.list("/books/v3/settings/currencies").has("page_context")).isFalse();
  }

  // Order.

  @Test
  void aListWithoutASortHasTheOrderOfItsKind() {
    put("contact", "{'contact_id':'1001','contact_name':'bee'}");
    put("contact", "{'contact_id':'1002','contact_name':'Ant'}");
    putInvoices(2);
    assertThat(column(client.list(CONTACTS).path("contacts"), "contact_name"))
        .containsExactly("Ant", "bee");
    assertThat(column(client.list(INVOICES).path("invoices"), "invoice_id"))
        .containsExactly("2002", "2001");
  }

  @Test
  void aListIsSortedByTheTimeOfModification() {
    putInvoices(3);
    clock.step(Duration.ofSeconds(1));
    put("invoice", "{'invoice_id':'2001','total':9}");
    JsonNode answer = client.list(INVOICES, "sort_column", "last_modified_time", "sort_order", "D");
    assertThat(column(answer.path("invoices"), "invoice_id"))
        .containsExactly("2001", "2003", "2002");
  }

  @Test
  void anUnknownSortIsIgnoredAndTheEchoTells() {
    putInvoices(2);
    JsonNode answer = client.list(INVOICES, "sort_column", "colour", "sort_order", "A");
    assertThat(answer.at("/page_context/sort_column").asString()).isEqualTo("created_time");
    assertThat(answer.at("/page_context/sort_order").asString()).isEqualTo("D");
    assertThat(column(answer.path("invoices"), "invoice_id")).containsExactly("2002", "2001");
  }

  @Test
  void purchaseOrdersAreAlwaysInDescendingOrder() {
    JsonNode answer =
        client.list("/books/v3/purchaseorders", "sort_column", "created_time", "sort_order", "A");
    assertThat(answer.at("/page_context/sort_order").asString()).isEqualTo("D");
  }

  @Test
  void anEchoCanBeFalse() {
    putInvoices(2);
    zoho.kind("invoice").ignoresSorts().claimsSorts();
    JsonNode answer = client.list(INVOICES, "sort_column", "created_time", "sort_order", "A");
    assertThat(answer.at("/page_context/sort_column").asString()).isEqualTo("created_time");
    assertThat(answer.at("/page_context/sort_order").asString()).isEqualTo("A");
    assertThat(column(answer.path("invoices"), "invoice_id")).containsExactly("2002", "2001");
  }

  // Filters.

  @Test
  void inactiveContactsAreShownIfAllAreAskedFor() {
    put("contact", "{'contact_id':'1001','status':'active'}");
    put("contact", "{'contact_id':'1002','status':'inactive'}");
    JsonNode all = client.list(CONTACTS, "filter_by", "Status.All");
    assertThat(client.list(CONTACTS).path("contacts")).hasSize(1);
    assertThat(all.path("contacts")).hasSize(2);
    assertThat(all.at("/page_context/applied_filter").asString()).isEqualTo("Status.All");
  }

  @Test
  void theTimeFilterMeansSinceEqualOrNothing() {
    putInvoices(1);
    clock.step(Duration.ofMinutes(1));
    put("invoice", "{'invoice_id':'2002'}");
    String[] filter = {"last_modified_time", "2026-11-24T11:30:00+0530"};
    assertThat(client.list(INVOICES, filter).path("invoices")).hasSize(2);
    zoho.kind("invoice").filtersBy(TimeFilter.EQUAL);
    assertThat(column(client.list(INVOICES, filter).path("invoices"), "invoice_id"))
        .containsExactly("2001");
    zoho.kind("invoice").filtersBy(TimeFilter.IGNORED);
    assertThat(client.list(INVOICES, filter).path("invoices")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T06:00:00Z",
        "2026-11-24T11:30:00+05:30",
        "2026-11-24T11:30:00.000+0530",
        "2026-11-24"
      })
  void theTimeFilterHasOneFormat(String time) {
    HttpResponse<String> answer = client.get(INVOICES, "last_modified_time", time);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("code").intValue()).isEqualTo(2);
  }

  @Test
  void aFilterThatTheKindDoesNotKnowIsIgnored() {
    JsonNode payments =
        client.list("/books/v3/customerpayments", "filter_by", "Status.All").path("page_context");
    assertThat(payments.path("applied_filter").asString()).isEqualTo("PaymentMode.All");
    JsonNode journals = client.list("/books/v3/journals", "filter_by", "Status.All");
    assertThat(journals.at("/page_context/applied_filter").asString()).isEqualTo("JournalDate.All");
  }

  @Test
  void anUnknownParameterIsIgnoredExceptByJournals() {
    String[] misspelt = {"last_modified_time_start", "2026-11-24T11:30:00+0530"};
    assertThat(client.get(INVOICES, misspelt).statusCode()).isEqualTo(200);
    assertThat(client.get("/books/v3/journals", misspelt).statusCode()).isEqualTo(400);
  }

  @Test
  void aRowWithABlankTimeIsInEveryFilteredList() {
    putInvoices(2);
    zoho.kind("invoice").blankTimeInRows("2001");
    JsonNode rows =
        client.list(INVOICES, "last_modified_time", "2026-12-01T00:00:00+0530").path("invoices");
    assertThat(column(rows, "invoice_id")).containsExactly("2001");
    assertThat(rows.at("/0/last_modified_time").asString()).isEqualTo(" ");
  }

  // What happens while a list is read.

  @Test
  void aListCanShowAChangeLate() {
    zoho.kind("invoice").listsChangesAfter(Duration.ofSeconds(90));
    put("invoice", "{'invoice_id':'1001','total':5}");
    clock.step(Duration.ofMinutes(5));
    put("invoice", "{'invoice_id':'1001','total':6}");
    put("invoice", "{'invoice_id':'1002','total':7}");
    assertThat(column(client.list(INVOICES).path("invoices"), "total")).containsExactly("5");
    assertThat(client.list(INVOICES + "/1001").at("/invoice/total").intValue()).isEqualTo(6);
    clock.step(Duration.ofSeconds(90));
    assertThat(column(client.list(INVOICES).path("invoices"), "total")).containsExactly("7", "6");
  }

  @Test
  void anAscendingListSkipsARecordWhenAnotherIsEditedBetweenTwoPages() {
    for (int number = 1; number <= 4; number++) {
      put("invoice", "{'invoice_id':'200" + number + "'}");
      clock.step(Duration.ofSeconds(1));
    }
    zoho.beforeAnswer(call -> {
      if (call.parameter("page").equals("2")) {
        put("invoice", "{'invoice_id':'2001','total':9}");
      }
    });
    assertThat(pageOf("A", "1")).containsExactly("2001", "2002");
    assertThat(pageOf("A", "2")).containsExactly("2004", "2001");
  }

  @Test
  void oneRecordCanBeOnTwoPages() {
    putInvoices(4);
    zoho.kind("invoice").overlapsPages();
    assertThat(pageOf("A", "1")).containsExactly("2001", "2002");
    assertThat(pageOf("A", "2")).startsWith("2002", "2003");
  }

  private List<String> pageOf(String order, String page) {
    JsonNode answer =
        client.list(
            INVOICES,
            "sort_column",
            "last_modified_time",
            "sort_order",
            order,
            "per_page",
            "2",
            "page",
            page);
    return column(answer.path("invoices"), "invoice_id");
  }

  // Kinds.

  @ParameterizedTest
  @CsvSource({
    "contact_person, /books/v3/contacts/contactpersons/1001, contact_person",
    "tax_group, /books/v3/settings/taxgroups/1001, tax_group",
    "time_entry, /books/v3/projects/timeentries/1001, time_entry",
    "transfer_order, /inventory/v1/transferorders/1001, transfer_order",
    "bank_transaction, /books/v3/banktransactions/1001, banktransaction",
    "vendor_credit, /inventory/v1/vendorcredits/1001, vendor_credit"
  })
  void eachKindHasItsPathAndItsWrapper(String kind, String path, String wrapper) {
    String idMember = zoho.kind(kind).idMember();
    put(kind, "{'" + idMember + "':'1001'}");
    assertThat(client.list(path).at("/" + wrapper + "/" + idMember).asString()).isEqualTo("1001");
  }

  @Test
  void aContactHasAListOfItsPersons() {
    put("contact", "{'contact_id':'1001'}");
    put("contact_person", "{'contact_person_id':'2001','contact_id':'1001'}");
    put("contact_person", "{'contact_person_id':'2002','contact_id':'1002'}");
    JsonNode answer = client.list(CONTACTS + "/1001/contactpersons");
    assertThat(column(answer.path("contact_persons"), "contact_person_id")).containsExactly("2001");
  }

  @Test
  void taxGroupsHaveNoList() {
    assertThat(client.get("/books/v3/settings/taxgroups").statusCode()).isEqualTo(404);
  }

  @Test
  void theTwoProductsShowTheSameRecords() {
    put("item", "{'item_id':'1001','name':'a'}");
    assertThat(client.list("/books/v3/items/1001").path("item"))
        .isEqualTo(client.list("/inventory/v1/items/1001").path("item"));
  }

  @Test
  void theIdsOfNewRecordsAreTheirs() {
    String first = put("invoice", "{'total':5}").path("invoice_id").asString();
    String second = put("invoice", "{'total':5}").path("invoice_id").asString();
    assertThat(first).isNotEqualTo(second);
    assertThat(zoho.record("invoice", first)).isPresent();
  }
}
