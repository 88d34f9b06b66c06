package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.change;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;

/** Every fixture must read as the manifest says. */
class FixturesTest {

  private static final String MANIFEST =
      """
      captures/books-contact-pipedream.json                | contacts              | contact.updated 460000000026049
      captures/books-contact-pipedream.json                | zoho                  | contact.updated 460000000026049
      captures/books-contact-pipedream.json                | items                 | other_kind
      captures/books-expense-pipedream.json                | expenses              | expense.updated 982000000030049
      captures/books-invoice-list-row-real-pipedream.json  | invoices              | invoice.created 4372460000000650034
      captures/books-invoice-list-row-real-pipedream.json  | zoho                  | unknown_kind
      captures/books-invoice-numeric-ids-flexprice.json    | invoices              | invoice.updated 987654321
      captures/books-invoice-numeric-ids-flexprice.json    | zoho                  | invoice.updated 987654321
      captures/books-invoice-real-redacted.json            | invoices              | invoice.updated 8754310000010306009
      captures/books-invoice-real-redacted.json            | zoho                  | invoice.updated 8754310000010306009
      captures/books-invoice-real-redacted.json            | contacts              | other_kind
      captures/books-salesorder-pipedream.json             | sales-orders          | no_id
      captures/form-JSONString.txt                         | orders                | sales_order.updated 4815000000044895
      captures/form-JSONString.txt                         | zoho?op=create        | sales_order.created 4815000000044895
      captures/inventory-item-linkzoho.json                | items?op=delete       | item.deleted 1234567890
      captures/inventory-item-linkzoho.json                | products              | item.updated 1234567890
      captures/invoice-event-envelope-paymentbroadcast.json| invoices              | invoice.created 12345
      captures/invoice-event-envelope-paymentbroadcast.json| zoho                  | invoice.created 12345
      captures/invoice-flat-paymentbroadcast.json          | invoices              | invoice.updated 12345
      captures/json-with-JSONString-member.json            | sales-orders          | sales_order.updated 4815000000044895
      captures/raw-control-chars-in-string.txt             | purchase-orders       | purchase_order.updated 460000000062001
      captures/signature-vectors.json                      | contacts              | unreadable
      predecessor/customer.json                            | customers             | contact.created 987654321
      predecessor/customer.json                            | zoho                  | contact.created 987654321
      predecessor/customer.json                            | invoices              | other_kind
      predecessor/invoice.json                             | invoices              | invoice.created 111222333
      predecessor/mixed_envelope_nov2025.json              | products              | item.updated TEST123
      predecessor/mixed_envelope_nov2025.json              | zoho?op=delete        | item.deleted TEST123
      predecessor/price_list.json                          | prices                | price_list.updated 777888999
      predecessor/product.json                             | products              | item.updated 123456789
      predecessor/stock_adjustment.json                    | stock                 | inventory_adjustment.created 444555666
      predecessor/stock_adjustment.json                    | inventory-adjustments | inventory_adjustment.created 444555666
      """;

  /** Lesson 1: Zoho's real body was refused, and the fix was made kind by kind. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = MANIFEST)
  void readsEachFileAsTheManifestSays(String file, String url, String expected) {
    assertThat(summary(read(url, Fixtures.contentType(file), Fixtures.body(file))))
        .isEqualTo(expected);
  }

  @Test
  void namesEveryFileInTheManifest() {
    Set<String> named =
        MANIFEST
            .lines()
            .map(line -> line.substring(0, line.indexOf('|')).strip())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(Fixtures.all()).containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void readsTheWholeOfAWrappedRecord() {
    String file = "captures/books-invoice-real-redacted.json";
    ParsedDelivery.Change invoice = change(read("invoices", Fixtures.body(file)));
    assertThat(invoice.modified()).contains(Instant.parse("2026-09-04T13:22:03Z"));
    assertThat(invoice.record()).isEqualTo(Json.parse(Fixtures.body(file)).path("invoice"));
  }

  @Test
  void readsTheWholeOfAFlatRecord() {
    String file = "captures/books-invoice-list-row-real-pipedream.json";
    assertThat(change(read("invoices", Fixtures.body(file))).record())
        .isEqualTo(Json.parse(Fixtures.body(file)));
  }

  @Test
  void readsTheWholeOfAContainer() {
    String file = "predecessor/customer.json";
    assertThat(change(read("customers", Fixtures.body(file))).record())
        .isEqualTo(Json.parse(Fixtures.body(file)).path("data"));
  }

  @Test
  void keepsPlusSignsAndArabicInAForm() {
    String file = "captures/form-JSONString.txt";
    assertThat(
            change(read("orders", Fixtures.contentType(file), Fixtures.body(file)))
                .record()
                .path("notes")
                .stringValue())
        .isEqualTo("café & عميل");
  }

  @Test
  void keepsRawLineBreaksInText() {
    String file = "captures/raw-control-chars-in-string.txt";
    JsonNode lines =
        change(read("purchase-orders", Fixtures.body(file))).record().path("line_items");
    assertThat(lines.path(0).path("description").stringValue())
        .isEqualTo("Product: 3P\nContainer: HA1");
  }
}
