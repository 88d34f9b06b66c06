package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds out which object in a body is the record. */
class DispatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # flat, and an id alone
          contacts | {"contact_id":"5","contact_name":"A"}                                        | contact.updated 5
          contacts | {"contact_id":"5"}                                                           | contact.updated 5
          contacts | {"entity_id":"5"}                                                            | contact.updated 5
          contacts | {"id":"5"}                                                                   | contact.updated 5
          # envelopes
          contacts | {"event_type":"update","entity_type":"customer","entity_id":"5","data":{"contact_id":"6"}} | contact.updated 6
          contacts | {"event_type":"delete","entity_id":"5"}                                      | contact.deleted 5
          contacts | {"event_type":"delete","entity_id":"5","data":null}                          | contact.deleted 5
          contacts | {"event_type":"create","data":{"contact":{"contact_id":"5"}}}                | contact.created 5
          contacts | {"event_type":"create","data":"{\\"contact\\":{\\"contact_id\\":\\"5\\"}}"}  | contact.created 5
          items    | {"event_type":"item.updated","item":{"item_id":"5"}}                         | item.updated 5
          items    | {"event_type":"item.updated","item_id":"5","item":{"name":"A"}}              | item.updated 5
          items    | {"event_type":"item.updated","data":{"item_id":"5"}}                         | item.updated 5
          invoices | {"event":{"type":"invoice.created","data":{"invoice_id":"5"}}}               | invoice.created 5
          invoices | {"event":{"type":"invoice.created","invoice_id":"5"}}                        | invoice.created 5
          invoices | {"event":{"type":"invoice.deleted","entity_id":"5"}}                         | invoice.deleted 5
          invoices | {"event":"invoice.created","invoice":{"invoice_id":"5"}}                     | invoice.created 5
          invoices | {"payload":{"event_type":"delete","entity_id":"5"}}                          | invoice.deleted 5
          zoho     | {"contact_id":"6","data":{"contact":{"contact_id":"5"}}}                     | contact.updated 5
          # an API's answer has members beside the wrapper
          contacts | {"code":0,"message":"success","contact":{"contact_id":"5"}}                  | contact.updated 5
          contacts | {"code":0,"message":"success","contact_id":"5"}                              | contact.updated 5
          # the path's wrapper among others
          invoices | {"contact":{"contact_id":"6"},"invoice":{"invoice_id":"5"}}                  | invoice.updated 5
          """)
  void findsTheRecordInEveryShape(String url, String body, String expected) {
    assertThat(summary(read(url, body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # inside a wrapper
          invoices | {"invoice":{"invoice_id":"5","contact":{"contact_id":"6"}}}                                | invoice.updated 5
          zoho     | {"invoice":{"invoice_id":"5","contact":{"contact_id":"6"}}}                                | invoice.updated 5
          zoho     | {"invoice":{"contact":{"contact_id":"6"}}}                                                 | no_id
          contacts | {"contact":{"notes":"A","customer":{"contact_id":"6"}},"entity_id":"5"}                    | contact.updated 5
          invoices | {"invoice":{"total":1,"contact":{"contact_id":"6"}},"entity_id":"5"}                       | invoice.updated 5
          # beside a flat record's members
          invoices | {"invoice_id":"5","contact":{"contact_id":"6"}}                                            | invoice.updated 5
          invoices | {"invoice_id":"5","total":1,"contact":{"contact_id":"6"},"data":{"invoice_id":"7"}}        | invoice.updated 5
          zoho     | {"invoice_id":"5","contact":{"contact_id":"6"}}                                            | unknown_kind
          zoho     | {"invoice_id":"","total":1,"contact":{"contact_id":"6"}}                                   | unknown_kind
          zoho     | {"event_type":"invoice.created","invoice_id":"5","contact":{"contact_id":"6"}}             | invoice.created 5
          zoho     | {"entity_type":"invoice","invoice_id":"5","total":1,"contact":{"contact_id":"6"}}          | invoice.updated 5
          zoho     | {"entity_type":"invoice","entity_id":"5","total":1,"contact":{"contact_id":"6"}}           | invoice.updated 5
          contacts | {"invoice_id":"5","total":1,"contact":{"contact_id":"6"}}                                  | other_kind
          # inside an envelope's data
          invoices | {"event_type":"update","entity_id":"5","data":{"total":1,"contact":{"contact_id":"6"}}}    | invoice.updated 5
          zoho     | {"entity_type":"invoice","data":{"invoice_id":"5","contact":{"contact_id":"6"}}}           | invoice.updated 5
          zoho     | {"entity_type":"invoice","entity_id":"5","data":{"total":1,"contact":{"contact_id":"6"}}}  | invoice.updated 5
          zoho     | {"data":{"invoice_id":"5","contact":{"contact_id":"6"}}}                                   | unknown_kind
          invoices | {"payload":"{\\"invoice_id\\":\\"5\\",\\"contact\\":{\\"contact_id\\":\\"6\\"}}"}         | invoice.updated 5
          """)
  void ignoresAContactInsideAnInvoice(String url, String body, String expected) {
    assertThat(summary(read(url, body))).isEqualTo(expected);
  }

  /** A contact's id is also called {@code customer_id}, and every invoice has one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          customers | {"customer_id":"5","contact_name":"A"}                                  | contact.updated 5
          customers | {"contact_id":"5","customer_id":"6","invoice_id":"7"}                   | other_kind
          customers | {"contact_id":"5","contact_name":"A","customer_id":"6"}                 | contact.updated 5
          customers | {"invoice_id":"7","customer_id":"5","total":1}                          | other_kind
          customers | {"event_type":"update","data":{"invoice_id":"7","customer_id":"5"}}     | other_kind
          customers | {"entity_type":"customer","invoice_id":"7","customer_id":"5"}           | contact.updated 5
          vendors   | {"bill_id":"7","vendor_id":"5","total":1}                               | other_kind
          invoices  | {"invoice_id":"7","customer_id":"5","contact":{"contact_id":"5"}}       | invoice.updated 7
          invoices  | {"customer_id":"5","invoice":{"invoice_id":"7"}}                        | invoice.updated 7
          stock     | {"adjustment_id":"7","item_id":"5","quantity_adjusted":1}               | inventory_adjustment.updated 7
          """)
  void takesNoReferenceForAnId(String url, String body, String expected) {
    assertThat(summary(read(url, body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"item_id":"5","item":{"item_id":"5","name":"A"}}          | A
          {"item_id":"","item":{"item_id":"5","name":"A"}}           | A
          {"item_id":"5","data":{"name":"A"}}                        | A
          {"item_id":"5","name":"B","data":{"name":"A"}}             | B
          {"item_id":"5","name":"B","item":{"item_id":"5","name":"A"}} | B
          {"item_id":"5","name":"B","product":"{no wrapper}"}        | B
          """)
  void opensANestedObjectBesideTheIdOnlyIfItIsTheOnlyContent(String body, String name) {
    ParsedDelivery.Change change = Parsing.change(read("items", body));
    assertThat(change.recordId()).isEqualTo("5");
    assertThat(change.record().path("name").stringValue()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          contacts | {"code":0,"message":"success","contacts":[{"contact_id":"5"}],"page_context":{"page":1}} | contacts
          contacts | {"contact":[{"contact_id":"5"}]}       | contact
          contacts | {"items":[{"item_id":"5"}]}            | items
          zoho     | {"invoices":[{"invoice_id":"5"}]}      | invoices
          contacts | {"data":[{"contact_id":"5"}]}          | data
          contacts | {"data":{"contacts":[]}}               | contacts
          """)
  void refusesAListByItsName(String url, String body, String list) {
    ParsedDelivery parsed = read(url, body);
    assertThat(summary(parsed)).isEqualTo("no_id");
    assertThat(Parsing.detail(parsed)).contains("list", list);
  }
}
