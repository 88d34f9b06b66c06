package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.detail;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;

/**
 * Path, wrapper, {@code entity_type} and event type decide in this order which kind a record is.
 */
class KindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          customers | {"contact":{"contact_id":"5"}}                              | contact.updated 5
          Vendors   | {"VENDOR":{"contact_id":"5"}}                               | contact.updated 5
          products  | {"product":{"item_id":"5"}}                                 | item.updated 5
          zoho      | {"product":{"item_id":"5"}}                                 | item.updated 5
          ZOHO      | {"item":"{\\"item_id\\":\\"5\\"}"}                          | item.updated 5
          zoho      | {"payload":{"item":{"item_id":"5"}}}                        | item.updated 5
          zoho      | {"entity_type":"contact","contact":{"contact_id":"5"}}      | contact.updated 5
          zoho      | {"entity_type":"Customer ","data":{"contact_id":"5"}}       | contact.updated 5
          zoho      | {"entity_type":"contact","event_type":"item.updated","data":{"contact_id":"5"}} | other_kind
          zoho      | {"entity_type":"contact","event_type":"item.updated","entity_id":"5"} | other_kind
          zoho      | {"entity_type":"item","contact":{"contact_id":"5"}}         | other_kind
          zoho      | {"event_type":"item.updated","data":{"item_id":"5"}}        | item.updated 5
          zoho      | {"event_type":"item.updated","entity_id":"5"}               | item.updated 5
          zoho      | {"event":{"type":"item.updated","data":{"item_id":"5"}}}    | item.updated 5
          zoho      | {"event_type":"item.updated","contact":{"x":1},"item":{"item_id":"5"}} | item.updated 5
          # the outer envelope counts before the inner
          zoho      | {"entity_type":"item","payload":{"entity_type":"contact","item_id":"5"}} | item.updated 5
          items     | {"entity_type":"item","payload":{"entity_type":"contact","item_id":"5"}} | item.updated 5
          zoho      | {"event_type":"delete","data":{"event_type":"create","contact":{"contact_id":"5"}}} | contact.deleted 5
          # an entity_type that names nothing says nothing
          contacts  | {"entity_type":"person","contact_id":"5"}                   | contact.updated 5
          zoho      | {"entity_type":"thing","event_type":"item.updated","entity_id":"5"} | item.updated 5
          # an envelope that names another kind is believed, whatever id is there
          contacts  | {"event_type":"invoice.updated","contact_id":"5"}           | other_kind
          """)
  void readsTheKindFromTheNearestName(String url, String body, String expected) {
    assertThat(summary(read(url, body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          contacts | {"invoice":{"invoice_id":"5"}}                                        | invoice
          contacts | {"code":0,"invoice":{"invoice_id":"5"}}                               | invoice
          contacts | {"source":"books","invoice":{"invoice_id":"5"}}                       | invoice
          contacts | {"entity_type":"contact","entity_id":"5","item":{"item_id":"6"}}      | item
          contacts | {"data":{"invoice":{"invoice_id":"5"}}}                               | invoice
          contacts | {"event_type":"update","entity_id":"5","data":{"item":{"item_id":"5"}}} | item
          contacts | {"payload":"{\\"invoice\\":{\\"invoice_id\\":\\"5\\"}}"}              | invoice
          contacts | {"entity_type":"invoice","contact_id":"5"}                            | invoice
          contacts | {"entity_type":"product","contact":{"contact_id":"5"}}                | item
          contacts | {"event_type":"invoice.deleted","entity_id":"5"}                      | invoice
          contacts | {"event_type":"invoice.deleted","id":"5"}                             | invoice
          contacts | {"event_type":"invoice.deleted","entity_id":"5","entity_type":"contact"} | invoice
          contacts | {"event":{"type":"item.created","data":{"contact_name":"A"}},"entity_id":"5"} | item
          """)
  void refusesAKindThatIsNotThePaths(String url, String body, String other) {
    ParsedDelivery parsed = read(url, body);
    assertThat(summary(parsed)).isEqualTo("other_kind");
    assertThat(detail(parsed)).contains("contact", other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"widget\":{\"widget_id\":\"5\"},\"name\":\"A\"}",
        "{\"contact_id\":\"5\"}",
        "{\"contact_id\":\"5\",\"invoices\":[{\"invoice_id\":\"6\"}]}",
        "{\"id\":\"5\"}",
        "{\"entity_id\":\"5\"}",
        "{\"event_type\":\"update\",\"entity_id\":\"5\"}",
        "{\"contact\":{\"contact_id\":\"5\"},\"invoice\":{\"invoice_id\":\"6\"}}",
      })
  void refusesARecordWithoutTheNameOfAKind(String body) {
    assertThat(summary(read("zoho", body))).isEqualTo("unknown_kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "contact", "zohoo", "contacts/5"})
  void listsThePathsForAnUnknownPath(String path) {
    ParsedDelivery parsed = read(path, "{\"contact\":{\"contact_id\":\"5\"}}");
    assertThat(summary(parsed)).isEqualTo("unknown_kind");
    assertThat(detail(parsed)).contains("contacts, ", "customers, ", "items, ", "zoho");
  }

  @Test
  void acceptsEachNameOfAKindEverywhere() {
    for (Kind kind : KindCatalogue.kinds()) {
      String path = kind.paths().iterator().next();
      for (String name : kind.names()) {
        String wrapped = "{\"%s\":{\"%s\":\"5\"}}".formatted(name, kind.key());
        String typed = "{\"entity_type\":\"%s\",\"entity_id\":\"5\"}".formatted(name);
        String evented = "{\"event_type\":\"%s.updated\",\"entity_id\":\"5\"}".formatted(name);
        for (String body : new String[] {wrapped, typed, evented}) {
          assertThat(summary(read(path, body)))
              .describedAs("%s at %s", body, path)
              .isEqualTo(kind.name() + ".updated 5");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          payments          | {"payment":{"payment_id":"5"}}                                 | customer_payment.updated 5
          customer-payments | {"entity_type":"payment","entity_id":"5"}                      | customer_payment.updated 5
          vendor-payments   | {"payment":{"payment_id":"5"}}                                 | vendor_payment.updated 5
          vendor-payments   | {"entity_type":"payment","entity_id":"5"}                      | vendor_payment.updated 5
          vendor-payments   | {"event_type":"payment.created","entity_id":"5"}               | vendor_payment.created 5
          vendor-payments   | {"customer_payment":{"payment_id":"5"}}                        | other_kind
          zoho              | {"payment":{"payment_id":"5"}}                                 | customer_payment.updated 5
          zoho              | {"vendor_payment":{"payment_id":"5"}}                          | vendor_payment.updated 5
          zoho              | {"entity_type":"vendor_payment","payment":{"payment_id":"5"}}  | vendor_payment.updated 5
          zoho              | {"entity_type":"payment","data":{"vendor_payment":{"payment_id":"5"}}} | vendor_payment.updated 5
          zoho              | {"entity_type":"payment","entity_id":"5"}                      | customer_payment.updated 5
          """)
  void acceptsPaymentForBothKindsOfPayment(String url, String body, String expected) {
    assertThat(summary(read(url, body))).isEqualTo(expected);
  }
}
