package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Readings.FORM;
import static sale.tsh.tds.delivery.Readings.brief;
import static sale.tsh.tds.delivery.Readings.detail;
import static sale.tsh.tds.delivery.Readings.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that nobody can read, and the sentence that says why. */
class UnreadableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"contact":{"contact_id":"5"      | the body as JSON: it ends before it is complete (line 1, column
          {"contact":{"contact_id":"5"}} x  | Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') (line 1, column
          {"contact":{}}{}                  | the body as JSON: it goes on after the first value (line 1, column 15)
          {contact_id:"5"}                  | was expecting double-quote to start property name (line 1, column 2)
          {"contact_id" "5"}                | was expecting a colon to separate property name and value (line 1, column 15)
          <contact/>                        | expected a valid value
          hello                             | Unrecognized token 'hello'
          [{"contact_id":"5"}]              | the body as a record: expected a JSON object, found a list
          "contact"                         | found text
          null                              | found null
          5                                 | found a whole number
          {"payload":"{"}                   | Cannot read payload as JSON: it ends before it is complete (line 1, column 2)
          {"payload":"hello"}               | Cannot read payload as JSON
          {"JSONString":"null"}             | Cannot read JSONString as a record: expected a JSON object, found null
          {"data":5}                        | Expected a JSON object in data, found a whole number
          {"entity_id":"5","data":"half"}   | Cannot read data as JSON
          {"contact":"{broken}"}            | Cannot read contact as JSON
          {"contact_id":NaN}                | Non-standard token 'NaN'
          JSONString=%7B%22contact          | Cannot read JSONString as JSON: it ends before it is complete
          JSONString=hello                  | Cannot read JSONString as JSON
          contact_id=5&name=x               | Expected a form with a JSON object in the field JSONString, found none
          """)
  void theDetailNamesThePlaceAndWhatWasExpected(String body, String part) {
    Reading reading = read("contacts", body);
    assertThat(brief(reading)).isEqualTo("unreadable");
    assertThat(detail(reading)).contains(part);
  }

  @Test
  void theLineIsCounted() {
    assertThat(detail(read("contacts", "{\n \"contact\": {\n  oops}}")))
        .contains("(line 3, column 3)");
  }

  @Test
  void aFormThatIsLabelledSoNeedsNoLooks() {
    assertThat(detail(read("contacts", FORM, "hello"))).contains("form");
  }

  @Test
  void nestingHasALimit() {
    String deep =
        "{\"contact\":{\"contact_id\":\"5\",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}}";
    assertThat(detail(read("contacts", deep))).contains("deeper than 200 levels");
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void wrappingHasALimit(int layers) {
    String body = "{\"payload\":".repeat(layers) + "{\"contact_id\":\"5\"}" + "}".repeat(layers);
    assertThat(brief(read("contacts", body)))
        .isEqualTo(layers == 7 ? "contact.updated 5" : "unreadable");
  }

  @Test
  void aRawLineBreakInsideTextIsNoFault() {
    assertThat(brief(read("contacts", "{\"contact\":{\"contact_id\":\"5\",\"notes\":\"a\n\tb\"}}")))
        .isEqualTo("contact.updated 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X",
        "{\"contact_id\":X}",
        "{X",
        "{\"payload\":\"X\"}",
        "JSONString=X",
        "{\"event_type\":\"X\"}",
        "{\"entity_type\":\"X\"}",
        "{\"contact_id\":\"X\"}",
      })
  void aDetailRepeatsLittleOfTheBody(String template) {
    String body = template.replace("X", "secret".repeat(1_000));
    for (String path : new String[] {"contacts", "zoho", "secret".repeat(1_000)}) {
      String detail = detail(read(path, body));
      assertThat(detail)
          .hasSizeLessThan(600)
          .doesNotContain("secret".repeat(14))
          .doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "{\"contact_id\":a\0b}", "{\"entity_type\":\"a\\nb\"}"})
  void aDetailBreaksNoLineOfALog(String body) {
    assertThat(detail(read("zoho", body))).doesNotContainPattern("\\p{Cntrl}").contains("a\uFFFDb");
  }
}
