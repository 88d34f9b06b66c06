package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZohoAnswerTest {

  @Test
  void anAnswerCountsOnlyWithItsCode() throws ZohoException {
    assertThat(AnswerReader.read(200, "{\"code\":0,\"items\":[]}").has("items")).isTrue();
    assertThat(AnswerReader.read(201, "{\"code\":0}")).isNotNull();
    assertFault(200, "{\"items\":[]}", ZohoFault.CallRejected.class);
  }

  @ParameterizedTest
  @CsvSource({
    "401, 57, You are not authorized, ScopeMissing",
    "200, 14, Invalid value passed for authtoken, ScopeMissing",
    "429, 44, blocked, MinuteLimit",
    "429, 45, rate limit, DayLimit",
    "429, 1070, in process, TooManyAtOnce",
    "400, 6041, not associated, WrongOrganization",
    "404, 1002, Invoice does not exist., Gone",
    "404, 5, Invalid URL Passed, CallRejected",
    "404, 5, does not exist, CallRejected",
    "404, 1002, Another error, CallRejected",
    "200, 1002, Invoice does not exist., CallRejected",
    "400, 2, Invalid value, CallRejected",
    "500, 1000, Internal Error, Unavailable",
    "200, 1000, Internal Error, Unavailable",
  })
  void eachErrorHasItsMeaning(int status, int code, String message, String fault) {
    assertThatThrownBy(() ->
            AnswerReader.read(status, "{\"code\":%d,\"message\":\"%s\"}".formatted(code, message)))
        .asInstanceOf(type(ZohoException.class))
        .extracting(ZohoException::fault)
        .satisfies(found -> assertThat(found.getClass().getSimpleName()).isEqualTo(fault))
        .satisfies(found -> assertThat(found.text()).isNotBlank());
  }

  @Test
  void whatIsNoJsonIsBelievedInNoCase() {
    assertFault(503, "<html>Service Unavailable</html>", ZohoFault.Unavailable.class);
    assertFault(200, "<html>Sign in</html>", ZohoFault.Unbelievable.class);
    assertFault(200, "{\"code\":0,\"items\":[{\"item_id\":\"1\"", ZohoFault.Unbelievable.class);
    assertFault(200, "[]", ZohoFault.Unbelievable.class);
    assertFault(404, "<html>Not Found</html>", ZohoFault.Unavailable.class);
  }

  private static void assertFault(int status, String body, Class<? extends ZohoFault> fault) {
    assertThatThrownBy(() -> AnswerReader.read(status, body))
        .asInstanceOf(type(ZohoException.class))
        .extracting(ZohoException::fault)
        .isInstanceOf(fault);
  }
}
