package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Readings.brief;
import static sale.tsh.tds.delivery.Readings.change;
import static sale.tsh.tds.delivery.Readings.detail;
import static sale.tsh.tds.delivery.Readings.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which id a record has, exactly. */
class IdTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "4815000000044895"    | 4815000000044895
          4815000000044895123   | 4815000000044895123
          9223372036854775809   | 9223372036854775809
          460000000026049.0     | 460000000026049
          4.6e3                 | 4600
          " 460000000026049\\n" | 460000000026049
          "INV-001/ب"           | INV-001/ب
          """)
  void keepsEveryDigit(String written, String id) {
    assertThat(change(read("contacts", "{\"contact_id\":%s}".formatted(written))).entityId())
        .isEqualTo(id);
    assertThat(change(read("contacts", "{\"entity_id\":%s}".formatted(written))).entityId())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"contact":{"contact_id":"5"},"entity_id":"6"}                  | 5
          {"contact":{"contact_id":" "},"entity_id":"6"}                  | 6
          {"contact":{"contact_id":null},"entity_id":6}                   | 6
          {"contact":{},"entity_id":"6"}                                  | 6
          {"contact":{"contact_id":{}},"entity_id":"6"}                   | 6
          {"contact_id":"5","entity_id":"6","id":"7"}                     | 5
          {"entity_id":"6","id":"7"}                                      | 6
          {"entity_id":"6","data":{"contact_id":"5"}}                     | 5
          {"entity_id":"6","data":{"id":"7"}}                             | 6
          {"event_type":"update","contact_id":"5","data":{"notes":"A"}}   | 5
          {"id":"7","contact":{"contact_id":"5"}}                         | 5
          """)
  void isTheRecordsOwnElseTheEnvelopes(String body, String id) {
    assertThat(change(read("contacts", body)).entityId()).isEqualTo(id);
  }

  @Test
  void aPlainIdIsTheRecordsOnlyWhereThePathNamesTheKind() {
    String body = "{\"id\":\"7\",\"event_type\":\"contact.updated\"}";
    assertThat(brief(read("contacts", body))).isEqualTo("contact.updated 7");
    assertThat(brief(read("zoho", body))).isEqualTo("no_id");
  }

  @Test
  void thePlainIdOfAnEnvelopeIsTheEventsOwn() {
    assertThat(brief(read("contacts", "{\"id\":\"evt_1\",\"contact\":{\"contact_name\":\"A\"}}")))
        .isEqualTo("no_id");
    assertThat(brief(read("contacts", "{\"id\":\"evt_1\",\"data\":{\"contact_name\":\"A\"}}")))
        .isEqualTo("no_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"contact":{"contact_name":"A"}}       | found none
          {"contact":{}}                         | found none
          {"contact":{"entity_id":"5"}}          | found none
          {"contact":{"id":"5"}}                 | found none
          {"contact":null}                       | found none
          {"contact_id":""}                      | blank text in contact_id
          {"contact_id":null}                    | null in contact_id
          {"contact_id":{"id":"5"}}              | an object in contact_id
          {"contact_id":["5"]}                   | a list in contact_id
          {"contact_id":true}                    | a boolean in contact_id
          {"contact_id":5.5}                     | a number with a fraction in contact_id
          {"contact_id":1e999999999}             | in contact_id
          {"contact_id":1e-999999999}            | in contact_id
          {"contact_id":"a\\u0000b"}             | text with control or replacement characters in contact_id
          {"contact_id":"a\\ufffdb"}             | text with control or replacement characters in contact_id
          {"contact_id":"a\\nb"}                 | text with control or replacement characters in contact_id
          {"contact_id":"a\\ud800b"}             | text with control or replacement characters in contact_id
          {"contact":{"contact_id":false},"entity_id":{}} | a boolean in contact_id, an object in entity_id
          """)
  void whatIsNoIdIsRefusedByWhatWasMet(String body, String found) {
    Reading reading = read("contacts", body);
    assertThat(brief(reading)).isEqualTo("no_id");
    assertThat(detail(reading)).contains("Expected an id in contact_id", "entity_id or id", found);
  }

  @Test
  void aHundredCharactersAreEnough() {
    String longest = "9".repeat(100);
    assertThat(change(read("contacts", "{\"contact_id\":\"%s\"}".formatted(longest))).entityId())
        .isEqualTo(longest);
    assertThat(detail(read("contacts", "{\"contact_id\":\"%s9\"}".formatted(longest))))
        .contains("101 characters");
    assertThat(detail(read("contacts", "{\"contact_id\":%s9}".formatted(longest))))
        .contains("101 characters");
  }
}
