package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.FORM;
import static sale.tsh.tds.delivery.Parsing.read;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zoho's test call has no content. */
class PingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \r\n",
        "\uFEFF",
        "{}",
        " { } ",
        "{\"payload\":\"\"}",
        "{\"payload\":\" \"}",
        "{\"payload\":null}",
        "{\"payload\":{}}",
        "{\"payload\":\"{}\"}",
        "{\"JSONString\":\"\"}",
        "{\"jsonString\":\"\",\"payload\":\"\"}",
        "{\"payload\":\"{\\\"JSONString\\\":\\\"\\\"}\"}",
        "JSONString=",
        "JSONString=&payload=",
        "payload=%20",
        "JSONString=%7B%7D",
      })
  void readsABodyWithoutContentAsAPing(String body) {
    assertThat(summary(read("contacts", body))).isEqualTo("ping");
    assertThat(summary(read("contacts", FORM, body))).isEqualTo("ping");
    assertThat(summary(read("zoho", "", body))).isEqualTo("ping");
    assertThat(summary(read("items?JSONString=&key=abc&contact_id=", body))).isEqualTo("ping");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contact\":{}}",
        "{\"contact\":\"\"}",
        "{\"event_type\":\"update\"}",
        "{\"event_type\":\"update\",\"data\":{}}",
        "{\"organization_id\":\"1\"}",
        "{\"code\":0,\"message\":\"success\"}",
      })
  void refusesABodyThatHasContentButNoRecord(String body) {
    assertThat(summary(read("contacts", body))).isEqualTo("no_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{}", "{\"data\":null}", "{\"payload\":{}}", "JSONString="})
  void readsTheQueryStringBesideABodyWithoutContent(String body) {
    assertThat(summary(read("customers?op=delete&contact_id=5", body)))
        .isEqualTo("contact.deleted 5");
    assertThat(summary(read("customers?contact_id=5&contact_name=A", body)))
        .isEqualTo("contact.updated 5");
    assertThat(summary(read("zoho?entity_type=customer&entity_id=5&event_type=delete", body)))
        .isEqualTo("contact.deleted 5");
    assertThat(summary(read("customers?op=delete", body))).isEqualTo("no_id");
    assertThat(summary(read("customers?op=update&key=abc", body))).isEqualTo("no_id");
    assertThat(summary(read("zoho?entity_id=5", body))).isEqualTo("unknown_kind");
  }

  /** An API key in the query string proves the sender and is no part of a record. */
  @Test
  void ignoresParametersThatNoRecordHas() {
    assertThat(Parsing.change(read("customers?contact_id=5&key=secret&email=a@b", "")).record())
        .hasToString("{\"contact_id\":\"5\",\"email\":\"a@b\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void refusesAPingAtAWrongPathOrWithAWrongOperation(String body) {
    assertThat(summary(read("customer", body))).isEqualTo("unknown_kind");
    assertThat(summary(read("contacts?op=remove", body))).isEqualTo("unknown_operation");
  }
}
