package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.FORM;
import static sale.tsh.tds.delivery.Parsing.JSON;
import static sale.tsh.tds.delivery.Parsing.change;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A delivery may have its JSON in several places. */
class BodyShapesTest {

  private static final String CONTACT = "{\"contact\":{\"contact_id\":\"5\"}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"contact":{"contact_id":"5"}}
          {"JSONString":"{\\"contact\\":{\\"contact_id\\":\\"5\\"}}"}
          {"jsonstring":"{\\"contact\\":{\\"contact_id\\":\\"5\\"}}"}
          {"payload":"{\\"contact\\":{\\"contact_id\\":\\"5\\"}}"}
          {"payload":{"contact":{"contact_id":"5"}}}
          {"data":"{\\"contact\\":{\\"contact_id\\":\\"5\\"}}"}
          {"contact":"{\\"contact_id\\":\\"5\\"}"}
          {"contact":"{\\"contact\\":{\\"contact_id\\":\\"5\\"}}"}
          {"payload":"","JSONString":"{\\"contact_id\\":\\"5\\"}"}
          {"payload":" {\\"JSONString\\":\\"{\\\\\\"contact_id\\\\\\":\\\\\\"5\\\\\\"}\\"}"}
          """)
  void readsARecordAsObjectOrAsJsonInText(String body) {
    assertThat(summary(read("contacts", JSON, body))).isEqualTo("contact.updated 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JSONString=%7B%22contact%22%3A%7B%22contact_id%22%3A%225%22%7D%7D",
        "jsonString=%7B%22contact_id%22%3A%225%22%7D",
        "organization_id=1&JSONString=%7B%22contact_id%22%3A%225%22%7D&x=y",
        "payload=%7B%22contact_id%22%3A%225%22%7D",
        "whatever=%7B%22contact_id%22%3A%225%22%7D",
        "contact=%7B%22contact_id%22%3A%225%22%7D",
        "contact=%7B%22contact%22%3A%7B%22contact_id%22%3A%225%22%7D%7D",
        "event_type=update&data=%7B%22contact_id%22%3A%225%22%7D",
        "JSONString=%EF%BB%BF%7B%22contact_id%22%3A%225%22%7D",
        "%7B%22contact%22%3A%7B%22contact_id%22%3A%225%22%7D%7D",
        "JSONString={\"contact\":{\"contact_id\":\"5\"}}",
        "a=1&JSONString={\"contact\":{\"contact_id\":\"5\"}}",
        "JSONString={\"contact\":{\"contact_id\":\"5\"}}&organization_id=1",
        "JSONString={%22contact%22:{%22contact_id%22:%225%22}}",
      })
  void readsARecordInTheFieldOfAForm(String body) {
    assertThat(summary(read("contacts", FORM, body))).isEqualTo("contact.updated 5");
    assertThat(summary(read("contacts", "application/json", body)))
        .describedAs("labelled as JSON")
        .isEqualTo("contact.updated 5");
    assertThat(summary(read("contacts", "text/plain; charset=utf-8", body)))
        .describedAs("labelled as text")
        .isEqualTo("contact.updated 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", FORM, "Application/X-WWW-Form-UrlEncoded; charset=UTF-8", "text/plain"})
  void readsJsonUnderAnyContentType(String contentType) {
    assertThat(summary(read("contacts", contentType, " \n" + CONTACT)))
        .isEqualTo("contact.updated 5");
  }

  @Test
  void skipsAByteOrderMark() {
    assertThat(summary(read("contacts", "\uFEFF" + CONTACT))).isEqualTo("contact.updated 5");
    assertThat(summary(read("contacts", FORM, "\uFEFFJSONString=" + encoded(CONTACT))))
        .isEqualTo("contact.updated 5");
  }

  @Test
  void readsTheQueryStringIfTheBodyIsEmpty() {
    assertThat(summary(read("contacts?op=delete&jsonstring=" + encoded(CONTACT), " ")))
        .isEqualTo("contact.deleted 5");
  }

  @Test
  void prefersTheBodyToTheQueryString() {
    assertThat(summary(read("contacts?JSONString=%7B%22contact_id%22%3A%226%22%7D", CONTACT)))
        .isEqualTo("contact.updated 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"عميل & أبناء", "a+b", "100% + 5%", "a=b&c={d}", "café\u00A0\uD83D\uDE00"})
  void keepsEveryCharacterOfAText(String name) {
    String record = "{\"contact_id\":\"5\",\"contact_name\":\"%s\"}".formatted(name);
    assertThat(name(read("contacts", JSON, record))).isEqualTo(name);
    assertThat(name(read("contacts", FORM, record))).isEqualTo(name);
    assertThat(name(read("contacts", FORM, "JSONString=" + encoded(record)))).isEqualTo(name);
    assertThat(name(read("contacts", FORM, "JSONString=" + record))).isEqualTo(name);
  }

  private static String name(ParsedDelivery parsed) {
    return change(parsed).record().path("contact_name").stringValue();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
