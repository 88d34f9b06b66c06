package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.FORM;
import static sale.tsh.tds.delivery.Parsing.change;
import static sale.tsh.tds.delivery.Parsing.detail;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of plain fields, and forms in another charset. */
class FormsTest {

  @Test
  void readsPlainFieldsAsARecord() {
    ParsedDelivery.Change change =
        change(
            read(
                "customers",
                FORM,
                "contact_id=5&contact_name=A+B&billing_address=%7B%22city%22%3A%22Rome%22%7D&x=%5Bno"));
    assertThat(change.recordId()).isEqualTo("5");
    assertThat(change.record())
        .hasToString(
            "{\"contact_id\":\"5\",\"contact_name\":\"A B\",\"billing_address\":{\"city\":\"Rome\"},\"x\":\"[no\"}");
  }

  @Test
  void readsLinesInAPlainField() {
    assertThat(
            change(
                    read(
                        "orders",
                        FORM,
                        "salesorder_id=5&line_items=%5B%7B%22item_id%22%3A%221%22%7D%5D"))
                .record()
                .path("line_items")
                .isArray())
        .isTrue();
  }

  /** An object beside the id of the record is a member, and no record of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"other/widget", "zoho"})
  void readsPlainFieldsOfAKindOutsideTheCatalogue(String path) {
    ParsedDelivery.Change change =
        change(
            read(path, FORM, "entity_type=widget&widget_id=5&home=%7B%22city%22%3A%22Rome%22%7D"));
    assertThat(change.eventType()).isEqualTo("widget.updated");
    assertThat(change.record().path("home").path("city").asString()).isEqualTo("Rome");
    assertThat(change.record().path("widget_id").asString()).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          customers           | contact_id=5&contact_name=A       | contact.updated 5
          customers?op=delete | contact_id=5                      | contact.deleted 5
          customers           | op=delete&contact_id=5            | contact.deleted 5
          zoho                | entity_type=item&item_id=5&rate=1 | item.updated 5
          zoho                | item_id=5                         | unknown_kind
          customers           | contact_name=A                    | no_id
          customers           | a=b                               | no_id
          other/widget        | widget_id=5&name=A                | widget.updated 5
          other/widget        | op=delete&widget_id=5             | widget.deleted 5
          other/widget        | name=A                            | no_id
          zoho                | entity_type=widget&widget_id=5    | widget.updated 5
          """)
  void readsPlainFieldsLikeMembers(String url, String form, String expected) {
    assertThat(summary(read(url, FORM, form))).isEqualTo(expected);
  }

  /** Only members of an envelope count beside a record. */
  @Test
  void ignoresFieldsBesideARecord() {
    assertThat(
            change(
                    read(
                        "customers",
                        FORM,
                        "contact_id=6&JSONString=%7B%22contact_id%22%3A%225%22%7D&x=y"))
                .record())
        .hasToString("{\"contact_id\":\"5\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "\"iso-8859-1\""})
  void decodesEscapesInTheCharsetOfTheContentType(String charset) {
    String form = "JSONString=%7B%22contact_id%22%3A%225%22%2C%22contact_name%22%3A%22Caf%E9%22%7D";
    assertThat(
            change(read("customers", FORM + "; charset=" + charset, form))
                .record()
                .path("contact_name")
                .stringValue())
        .isEqualTo("Café");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORM,
        FORM + "; charset=utf-8",
        FORM + ";charset=klingon",
        "application/json",
        "text/plain"
      })
  void refusesEscapesThatAreNotUtf8WithoutACharset(String contentType) {
    for (String form :
        new String[] {
          "JSONString=%7B%22contact_id%22%3A%225%22%2C%22contact_name%22%3A%22Caf%E9%22%7D",
          "JSONString=%7B%22contact_id%22%3A%225%22%2C%22contact_name%22%3A%22Caf%C3%22%7D",
          "contact_id=5&contact_name=Caf%E9",
          // HTML's hidden field, which a sender could add to change what is read.
          "_charset_=ISO-8859-1&contact_id=5&contact_name=Caf%E9"
        }) {
      ParsedDelivery parsed = read("customers", contentType, form);
      assertThat(summary(parsed)).isEqualTo("unreadable");
      assertThat(detail(parsed)).contains("is not text in its charset");
    }
  }

  @Test
  void refusesAQueryStringThatIsNotUtf8() {
    String json = "%7B%22contact_id%22%3A%225%22%2C%22contact_name%22%3A%22Caf%E9%22%7D";
    assertThat(summary(read("customers?JSONString=" + json, ""))).isEqualTo("unreadable");
    assertThat(summary(read("customers?other=%FF&contact_id=5", "")))
        .isEqualTo("contact.updated 5");
  }

  /** Under the name of such a charset the same bytes would be another record. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "IBM037", "UTF-7", "klingon", "x y"})
  void ignoresACharsetThatReadsAsciiDifferently(String charset) {
    assertThat(Charsets.ofEscapes("application/json; charset=" + charset).name())
        .isEqualTo("UTF-8");
  }
}
