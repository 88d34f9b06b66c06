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

/** The id of a record is read exactly. */
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
    assertThat(change(read("contacts", "{\"contact_id\":%s}".formatted(written))).recordId())
        .isEqualTo(id);
    assertThat(change(read("contacts", "{\"entity_id\":%s}".formatted(written))).recordId())
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
  void prefersTheRecordsIdToTheEnvelopes(String body, String id) {
    assertThat(change(read("contacts", body)).recordId()).isEqualTo(id);
  }

  @Test
  void readsAPlainIdOnlyIfThePathNamesTheKind() {
    String body = "{\"id\":\"7\",\"event_type\":\"contact.updated\"}";
    assertThat(summary(read("contacts", body))).isEqualTo("contact.updated 7");
    assertThat(summary(read("zoho", body))).isEqualTo("no_id");
  }

  @Test
  void ignoresThePlainIdOfAnEnvelope() {
    assertThat(summary(read("contacts", "{\"id\":\"evt_1\",\"contact\":{\"contact_name\":\"A\"}}")))
        .isEqualTo("no_id");
    assertThat(summary(read("contacts", "{\"id\":\"evt_1\",\"data\":{\"contact_name\":\"A\"}}")))
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
          {"contact_id":"a\\u0000b"}             | text with control, invisible or replacement characters in contact_id
          {"contact_id":"a\\ufffdb"}             | text with control, invisible or replacement characters in contact_id
          {"contact_id":"a\\nb"}                 | text with control, invisible or replacement characters in contact_id
          {"contact_id":"a\\ud800b"}             | text with control, invisible or replacement characters in contact_id
          {"contact":{"contact_id":false},"entity_id":{}} | a boolean in contact_id, an object in entity_id
          """)
  void refusesAnInvalidIdAndSaysWhatWasFound(String body, String found) {
    ParsedDelivery parsed = read("contacts", body);
    assertThat(summary(parsed)).isEqualTo("no_id");
    assertThat(detail(parsed)).contains("Expected an id in contact_id", "entity_id or id", found);
  }

  /** Otherwise two records could look the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u00a0",
        "\\u2007",
        "\\u202f",
        "\\u200b",
        "\\u200e",
        "\\u2060",
        "\\u00ad",
        "\\ufeff",
        "\\u202e",
        "\\u180e",
        "\\ufe0f",
        "\\u034f",
        "\\u3164",
        "\\u2800",
        "\\udb40\\udc41",
        "\\ue000",
        "\\ufdd0",
        "\\u3000",
        "\\u2028",
        "\\u2029",
        "\\u0009",
        " "
      })
  void removesInvisibleCharactersAtTheEndsOnly(String invisible) {
    for (String member : new String[] {"contact_id", "entity_id", "id"}) {
      String body = "{\"%s\":\"%s\"}";
      for (String around : new String[] {invisible + "1001", "1001" + invisible}) {
        assertThat(summary(read("contacts", body.formatted(member, around))))
            .as("%s around %s", invisible, member)
            .isEqualTo("contact.updated 1001");
      }
      if (!invisible.equals(" ")) {
        assertThat(summary(read("contacts", body.formatted(member, "10" + invisible + "01"))))
            .as("%s in %s", invisible, member)
            .isEqualTo("no_id");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100\uff11", "\uff11001", "1001\u2460", "\ufb01"})
  void refusesCharactersThatOnlyLookLikeOthers(String id) {
    assertThat(summary(read("contacts", "{\"contact_id\":\"%s\"}".formatted(id))))
        .isEqualTo("no_id");
  }

  @Test
  void refusesAnIdOfMoreThanAHundredCharacters() {
    String longest = "9".repeat(100);
    assertThat(change(read("contacts", "{\"contact_id\":\"%s\"}".formatted(longest))).recordId())
        .isEqualTo(longest);
    assertThat(detail(read("contacts", "{\"contact_id\":\"%s9\"}".formatted(longest))))
        .contains("101 characters");
    assertThat(detail(read("contacts", "{\"contact_id\":%s9}".formatted(longest))))
        .contains("101 characters");
  }
}
