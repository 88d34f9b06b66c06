package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.FORM;
import static sale.tsh.tds.delivery.Parsing.detail;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.json.Json;

/** A body that is no JSON and no form is refused with a sentence that says why. */
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
          """)
  void namesThePlaceAndWhatWasExpected(String body, String part) {
    ParsedDelivery parsed = read("contacts", body);
    assertThat(summary(parsed)).isEqualTo("unreadable");
    assertThat(detail(parsed)).contains(part);
  }

  @Test
  void countsLines() {
    assertThat(detail(read("contacts", "{\n \"contact\": {\n  oops}}")))
        .contains("(line 3, column 3)");
  }

  @Test
  void readsAFormByItsContentTypeAlone() {
    assertThat(detail(read("contacts", FORM, "hello"))).contains("found none");
  }

  @Test
  void refusesMoreThanAThousandParameters() {
    String detail = "Expected at most 1000 parameters, found more";
    assertThat(detail(read("contacts", FORM, "a=1&".repeat(1_001)))).isEqualTo(detail);
    assertThat(detail(read("contacts?" + "a=1&".repeat(1_001), "{\"contact_id\":\"5\"}")))
        .isEqualTo(detail);
    assertThat(summary(read("contacts", FORM, "contact_id=5&" + "a=1&".repeat(999))))
        .isEqualTo("contact.updated 5");
  }

  @Test
  void refusesMoreNamesValuesAndBracketsThanTheLimit() {
    int room = (Json.MAX_TOKENS - 7) / 2;
    String most = "{\"contact_id\":\"5\",\"x\":[" + "{},".repeat(room - 1) + "{}]}";
    String more = "{\"contact_id\":\"5\",\"x\":[" + "{},".repeat(room + 1) + "{}]}";
    assertThat(summary(read("contacts", most))).isEqualTo("contact.updated 5");
    assertThat(detail(read("contacts", more)))
        .contains("it holds more than 250000 names, values and brackets");
  }

  @Test
  void refusesAFormWhoseFieldsHoldMoreValuesTogetherThanTheLimit() {
    String field = "=[" + "{},".repeat(Json.MAX_TOKENS / 5) + "0]";
    String two = "contact_id=5&a%s&b%1$s".formatted(field);
    assertThat(summary(read("contacts", FORM, two))).isEqualTo("contact.updated 5");
    assertThat(detail(read("contacts", FORM, two + "&c" + field)))
        .isEqualTo("Expected at most 250000 values in the JSON of all fields, found more");
  }

  @Test
  void refusesJsonThatNestsTooDeep() {
    String deep =
        "{\"contact\":{\"contact_id\":\"5\",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}}";
    assertThat(detail(read("contacts", deep))).contains("deeper than 200 levels");
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void refusesMoreNestedObjectsThanTheLimit(int levels) {
    String body = "{\"payload\":".repeat(levels) + "{\"contact_id\":\"5\"}" + "}".repeat(levels);
    assertThat(summary(read("contacts", body)))
        .isEqualTo(levels == 7 ? "contact.updated 5" : "unreadable");
  }

  @Test
  void acceptsARawLineBreakInsideText() {
    assertThat(
            summary(read("contacts", "{\"contact\":{\"contact_id\":\"5\",\"notes\":\"a\n\tb\"}}")))
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
  void repeatsLittleOfTheBody(String template) {
    String body = template.replace("X", "secret".repeat(1_000));
    for (String path : new String[] {"contacts", "zoho", "secret".repeat(1_000)}) {
      String detail = detail(read(path, body));
      assertThat(detail)
          .hasSizeLessThan(1_000)
          .doesNotContain("secret".repeat(14))
          .doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "{\"contact_id\":a\0b}", "{\"entity_type\":\"a\\nb\"}"})
  void writesADetailOnOneLine(String body) {
    assertThat(detail(read("zoho", body))).doesNotContainPattern("\\p{Cntrl}").contains("a\uFFFDb");
  }
}
