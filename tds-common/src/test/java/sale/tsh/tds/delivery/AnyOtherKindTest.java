package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.change;
import static sale.tsh.tds.delivery.Parsing.detail;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record of a kind outside the catalogue is taken wherever something names its kind. */
class AnyOtherKindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # each spelling of the id
          zoho | {"assembly_order":{"assembly_order_id":"5"}}                          | assembly_order.updated 5
          zoho | {"assembly_order":{"assemblyorder_id":"5"}}                           | assembly_order.updated 5
          zoho | {"assembly_orders":{"assembly_order_id":"5"}}                         | assembly_orders.updated 5
          zoho | {"assembly_order":{"id":"5"}}                                         | assembly_order.updated 5
          zoho | {"assembly_order":{"id":5000000000000000001}}                         | assembly_order.updated 5000000000000000001
          zoho | {"assembly_order":{"name":"A"},"entity_id":"5"}                       | assembly_order.updated 5
          zoho | {"assembly_order_id":"5","assembly_order":{"name":"A"}}               | assembly_order.updated 5
          zoho | {"id":"5","assembly_order":{"name":"A"}}                              | assembly_order.updated 5
          zoho | {"assembly_order":{"assembly_order_id":"5","id":"6"},"entity_id":"7"} | assembly_order.updated 5
          zoho | {"assembly_order":{"id":"6"},"entity_id":"5"}                         | assembly_order.updated 5
          # each shape of a wrapped record
          zoho | {"code":0,"message":"success","assembly_order":{"id":"5"}}            | assembly_order.updated 5
          zoho | {"payload":{"assembly_order":{"id":"5"}}}                             | assembly_order.updated 5
          zoho | {"JSONString":"{\\"assembly_order\\":{\\"id\\":\\"5\\"}}"}            | assembly_order.updated 5
          zoho | {"assembly_order":"{\\"id\\":\\"5\\"}"}                               | assembly_order.updated 5
          zoho | {"salesorder_id":"7","assembly_order":{"id":"5"}}                     | assembly_order.updated 5
          zoho | {"Assembly Order":{"id":"5"}}                                         | assembly_order.updated 5
          zoho | {"Assembly-Order":{"id":"5","contact":{"contact_id":"6"}}}            | assembly_order.updated 5
          # names that Zoho has in several spellings have one here
          zoho | {"comments":{"comment_id":"5"}}                                       | comment.updated 5
          zoho | {"creditnoterefund":{"creditnote_refund_id":"5","creditnote_id":"6"}} | credit_note_refund.updated 5
          # custom modules
          zoho | {"cm_vehicle":{"module_record_id":"5"}}                               | cm_vehicle.updated 5
          zoho | {"cm_vehicle":{"cm_vehicle_id":"5"}}                                  | cm_vehicle.updated 5
          zoho | {"module_record":{"module_record_id":"5"}}                            | module_record.updated 5
          zoho | {"entity_type":"cm_vehicle","module_record":{"module_record_id":"5"}} | cm_vehicle.updated 5
          zoho | {"module_record":{"module_api_name":"cm_debtor","module_record_id":5},"module_record_hash":{"module_record_id":"6"},"users":[{"id":7}]} | cm_debtor.updated 5
          zoho | {"module_record":{"module_api_name":"cm debtor","module_record_id":"5"}} | cm_debtor.updated 5
          zoho | {"module_record":{"module_api_name":"debtor","module_record_id":"5"}}  | module_record.updated 5
          # what happened
          zoho?op=delete | {"assembly_order":{"id":"5"}}                               | assembly_order.deleted 5
          zoho | {"event_type":"assembly_order.deleted","assembly_order":{"id":"5"}}   | assembly_order.deleted 5
          zoho | {"event_type":"deleted","assembly_order":{"id":"5"}}                  | assembly_order.deleted 5
          zoho | {"event_type":"AssemblyOrderCreated","assembly_order":{"id":"5"}}     | assembly_order.created 5
          zoho | {"assembly_order":{"id":"5","created_time":"2026-12-02T10:00:00Z","last_modified_time":"2026-12-02T10:00:00Z"}} | assembly_order.created 5
          """)
  void takesAWrappedRecord(String url, String body, String expected) {
    assertThat(summary(read(url, body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"entity_type":"widget","entity_id":"5"}                                     | widget.updated 5
          {"entity_type":"Big Widget","entity_id":"5","name":"A"}                      | big_widget.updated 5
          {"entity_type":"widget","data":{"widget_id":"5","name":"A"}}                 | widget.updated 5
          {"entity_type":"widget","data":{"widget":{"id":"5"}}}                        | widget.updated 5
          {"entity_type":"widgets","widget":{"id":"5"}}                                | widget.updated 5
          {"entity_type":"widget","entity_id":"5","details":{"name":"A"}}              | widget.updated 5
          {"entity_type":"widget","entity_id":"5","part":{"part_id":"6"}}              | part.updated 6
          {"event_type":"widget.updated","entity_id":"5"}                              | widget.updated 5
          {"event_type":"widget.deleted","entity_id":"5"}                              | widget.deleted 5
          {"event_type":"zoho.inventory.widget.created","data":{"id":"5"}}             | widget.created 5
          {"event":{"type":"widget.created","data":{"id":"5","name":"A"}}}             | widget.created 5
          {"entity_type":"Sales Person","entity_id":"5"}                               | sales_person.updated 5
          {"event_type":"task.deleted","data":{"task_id":"1","salesorder":{"salesorder_id":"5"}}} | task.deleted 1
          # an event type without a verb is no kind, and neither is an envelope against a wrapper of the catalogue
          {"event":"workflow","entity_id":"5"}                                         | unknown_kind
          {"event_type":"workflow.triggered","entity_id":"5"}                          | unknown_kind
          {"event_type":"task.deleted","data":{"salesorder":{"salesorder_id":"5"}}}    | other_kind
          {"entity_type":"task","widget":{"widget_id":"5"}}                            | other_kind
          {"event_type":"item.updated","widget":{"widget_id":"5"}}                     | other_kind
          {"entity_type":"widget","contact":{"contact_id":"5"}}                        | contact.updated 5
          """)
  void believesAnEnvelope(String body, String expected) {
    assertThat(summary(read("zoho", body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          other/assembly_order     | {"id":"5","name":"A"}                                     | assembly_order.updated 5
          other/Assembly Order     | {"assembly_order_id":"5","item_id":"6","item":{"x":1}}    | assembly_order.updated 5
          OTHER/assembly-order     | {"assembly_order":{"id":"5"}}                             | assembly_order.updated 5
          other/assembly_orders    | {"assembly_order":{"assembly_order_id":"5"}}              | assembly_orders.updated 5
          other/assembly_order     | {"entity_id":"5"}                                         | assembly_order.updated 5
          other/assembly_order     | {"event_type":"deleted","entity_id":"5"}                  | assembly_order.deleted 5
          other/assembly_order     | {"entity_id":"5","details":{"part_id":"6"}}               | assembly_order.updated 5
          other/assembly_order     | {"id":"5","data":{"assembly_order_id":"5","name":"A"}}    | assembly_order.updated 5
          other/assembly_order     | {"id":"5","name":"A","data":{"id":"6"}}                   | assembly_order.updated 5
          other/assembly_order     | {"entity_type":"thing","id":"5"}                          | assembly_order.updated 5
          other/cm_vehicle         | {"module_record":{"module_record_id":"5"}}                | cm_vehicle.updated 5
          other/cm_vehicle         | {"module_record":{"module_api_name":"cm_vehicle","module_record_id":"5"}} | cm_vehicle.updated 5
          other/cm_vehicle         | {"module_record":{"module_api_name":"cm_debtor","module_record_id":"5"}} | other_kind
          other/comment            | {"comment_id":"5","invoice_id":"6"}                       | comment.updated 5
          other/assembly_order?op=delete&assembly_order_id=5 | ''                              | assembly_order.deleted 5
          other/assembly_order?id=5 | ''                                                       | assembly_order.updated 5
          other/assembly_order     | {}                                                        | ping
          # a name of the catalogue means the catalogue, as after an upgrade that knows the kind
          other/contact            | {"contact_id":"5"}                                        | contact.updated 5
          other/Sales-Orders       | {"salesorder_id":"5"}                                     | sales_order.updated 5
          other/order              | {"assembly_order":{"assembly_order_id":"5"}}              | other_kind
          # another kind
          other/assembly_order     | {"contact":{"contact_id":"5"}}                            | other_kind
          other/assembly_order     | {"package":{"package_id":"5"}}                            | other_kind
          other/assembly_order     | {"entity_id":"5","part":{"part_id":"6"}}                  | other_kind
          other/assembly_order     | {"entity_type":"contact","id":"5"}                        | other_kind
          other/assembly_order     | {"entity_type":"task","id":"5"}                           | other_kind
          other/assembly_order     | {"event_type":"item.deleted","id":"5"}                    | other_kind
          other/assembly_order     | {"entity_id":"5","contact_id":"5","contact_name":"A"}     | other_kind
          # no name
          other                    | {"id":"5"}                                                | unknown_kind
          other/                   | {"id":"5"}                                                | unknown_kind
          other/a/b                | {"id":"5"}                                                | unknown_kind
          other/9lives             | {"id":"5"}                                                | unknown_kind
          other/größe              | {"id":"5"}                                                | unknown_kind
          """)
  void takesARecordAtThePathOfItsName(String url, String body, String expected) {
    assertThat(summary(read(url, body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"assembly_order\":{\"assembly_order_id\":\"5\"}}",
        "{\"assembly_order\":{\"id\":\"5\"}}",
        "{\"entity_id\":\"5\",\"assembly_order\":{\"assembly_order_id\":\"6\"}}",
        "{\"data\":{\"comment\":{\"comment_id\":\"5\"}}}",
      })
  void neverTakesOneAtThePathOfAnother(String body) {
    assertThat(summary(read("orders", body))).isEqualTo("other_kind");
    assertThat(summary(read("orders?op=delete", body))).isEqualTo("other_kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zoho   | {"assembly_order":{"name":"A"}}   | Expected an id in assembly_order_id or assemblyorder_id or entity_id or id, found none in the wrapper assembly_order
          zoho   | {"assembly_order":{"id":"a\\u0000b"}} | Expected an id in assembly_order_id or assemblyorder_id or entity_id or id, found text with control, invisible or replacement characters in id in the wrapper assembly_order
          orders | {"assembly_order":{"name":"A"}}   | Expected an id in salesorder_id or sales_order_id or entity_id or id, found none in the wrapper assembly_order
          orders | {"assembly_order":{"id":"5"}}     | Expected sales_order, found assembly_order in the wrapper assembly_order
          zoho   | {"größe":{"id":"5"}}              | Expected a kind by a wrapper like contact, by entity_type or by an event_type like contact.updated, found the wrapper größe, whose name is not a name of at most 64 letters a to z, digits and underscores that begins with a letter
          zoho   | {"widget":{"id":"5"},"gadget":{"id":"6"}} | Expected a kind by a wrapper like contact, by entity_type or by an event_type like contact.updated, found several wrappers: widget and gadget
          other/9 | {"id":"5"}                       | Expected a name of at most 64 letters a to z, digits and underscores that begins with a letter after other/, found 9
          """)
  void namesTheWrapperThatWasFound(String url, String body, String detail) {
    assertThat(detail(read(url, body))).isEqualTo(detail);
  }

  @Test
  void takesANameOf64CharactersAndNoLongerOne() {
    String longest = "w".repeat(64);
    String body = "{\"%s\":{\"id\":\"5\"}}";
    assertThat(summary(read("zoho", body.formatted(longest)))).isEqualTo(longest + ".updated 5");
    assertThat(summary(read("other/" + longest, "{\"id\":\"5\"}"))).endsWith(".updated 5");
    assertThat(summary(read("zoho", body.formatted(longest + "w")))).isEqualTo("unknown_kind");
    assertThat(summary(read("other/" + longest + "w", "{\"id\":\"5\"}"))).isEqualTo("unknown_kind");
  }

  @Test
  void takesARecordInAForm() {
    String form = "JSONString=%7B%22assembly_order%22%3A%7B%22id%22%3A%225%22%7D%7D";
    assertThat(summary(read("zoho", Parsing.FORM, form))).isEqualTo("assembly_order.updated 5");
    assertThat(summary(read("other/assembly_order", Parsing.FORM, "id=5&status=open")))
        .isEqualTo("assembly_order.updated 5");
  }

  @Test
  void keepsTheRecordWithoutItsEnvelopeAndId() {
    assertThat(
            change(
                    read(
                        "zoho",
                        "{\"entity_type\":\"widget\",\"code\":0,\"id\":\"5\",\"part\":{\"x\":1},\"name\":\"A\"}"))
                .record()
                .toString())
        .isEqualTo("{\"part\":{\"x\":1},\"name\":\"A\"}");
    assertThat(change(read("zoho", "{\"widget\":{\"id\":\"5\",\"code\":7}}")).record().toString())
        .isEqualTo("{\"code\":7}");
  }
}
