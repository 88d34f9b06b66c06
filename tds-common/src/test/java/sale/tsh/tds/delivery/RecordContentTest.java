package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.change;
import static sale.tsh.tds.delivery.Parsing.read;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parsed delivery has the record as received, without anything around the record. */
class RecordContentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from a wrapper, with all its members
          {"code":0,"contact":{"contact_id":"5","message":"m","x":[1.50,{"y":null}]}}   | {"contact_id":"5","message":"m","x":[1.50,{"y":null}]}
          {"organization_id":"1","entity_id":"5","contact":{}}                          | {}
          # flat, without the envelope's members
          {"contact_id":"5","contact_name":"A"}                                         | {"contact_id":"5","contact_name":"A"}
          {"event_type":"contact.updated","entity_type":"contact","entity_id":"5","organization_id":"1","contact_name":"A"} | {"contact_name":"A"}
          {"code":0,"message":"ok","contact_id":"5","status":"active"}                  | {"contact_id":"5","status":"active"}
          {"contact_id":"5","company":{"code":1,"message":"kept"}}                      | {"contact_id":"5","company":{"code":1,"message":"kept"}}
          # an id alone says nothing beyond the id
          {"contact_id":5,"organization_id":"1"}                                        | {"contact_id":5}
          {"contact_id":"5","event":{"type":"contact.deleted"}}                         | {"contact_id":"5"}
          {"contact_id":"5","data":"","contact":null}                                   | {"contact_id":"5"}
          {"entity_id":"5"}                                                             | {}
          {"id":"5","event_type":"contact.deleted"}                                     | {}
          # entity_type is the record's own where nothing else of an envelope is there (W7)
          {"contact_id":"5","entity_type":"contact","notes":"n"}                        | {"contact_id":"5","entity_type":"contact","notes":"n"}
          {"contact_id":"5","entity_type":"contact"}                                    | {"contact_id":"5"}
          {"contact_id":"5","entity_type":"contact","event_type":"update","notes":"n"}  | {"contact_id":"5","notes":"n"}
          {"entity_id":"5","entity_type":"contact","notes":"n"}                         | {"notes":"n"}
          # an envelope's data, or none
          {"event_type":"update","entity_id":"5","data":{"contact_name":"A"}}           | {"contact_name":"A"}
          {"event_type":"delete","entity_id":"5","data":{}}                             | {}
          {"event_type":"delete","entity_type":"contact","entity_id":"5"}               | {}
          {"event":{"type":"contact.created","data":{"contact_id":"5","type":"t"}}}     | {"contact_id":"5","type":"t"}
          {"event":{"type":"contact.created","contact_id":"5"}}                         | {"contact_id":"5"}
          {"event_type":"update","contact_id":"5","data":{"notes":""}}                  | {"notes":""}
          # id is the record's own member where another names it
          {"contact_id":"5","id":"7"}                                                   | {"contact_id":"5","id":"7"}
          """)
  void readsOnlyTheMembersOfTheRecord(String body, String record) {
    ParsedDelivery.Change change = change(read("contacts", body));
    assertThat(change.recordId()).isEqualTo("5");
    assertThat(change.record().toString()).isEqualTo(record);
  }
}
