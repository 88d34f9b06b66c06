package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Readings.FORM;
import static sale.tsh.tds.delivery.Readings.brief;
import static sale.tsh.tds.delivery.Readings.read;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zoho's test call. */
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
  void isWhatCouldNameNoRecord(String body) {
    assertThat(brief(read("contacts", body))).isEqualTo("ping");
    assertThat(brief(read("contacts", FORM, body))).isEqualTo("ping");
    assertThat(brief(read("zoho", "", body))).isEqualTo("ping");
    assertThat(brief(read("items?op=update&JSONString=", body))).isEqualTo("ping");
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
  void isNotWhatSaysAnything(String body) {
    assertThat(brief(read("contacts", body))).isEqualTo("no_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void tellsAtOnceThatThePathOrTheOperationIsWrong(String body) {
    assertThat(brief(read("customer", body))).isEqualTo("unknown_kind");
    assertThat(brief(read("contacts?op=remove", body))).isEqualTo("unknown_operation");
  }
}
