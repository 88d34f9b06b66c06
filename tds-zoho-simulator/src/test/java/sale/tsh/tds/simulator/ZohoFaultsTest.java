package sale.tsh.tds.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sale.tsh.tds.simulator.ApiClient.column;
import static sale.tsh.tds.simulator.ApiClient.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Each fault spoils the answers it is planned for, and no others. */
class ZohoFaultsTest extends WithSimulator {

  @BeforeEach
  void makeRecords() {
    putInvoices(2);
    put("customer_payment", "{'payment_id':'3001'}");
  }

  @Test
  void aFaultOccursAsOftenAsPlanned() {
    zoho.fail(2, INVOICES, SimulatedFault.internalError());
    assertThat(client.get(CONTACTS).statusCode()).isEqualTo(200);
    assertThat(json(client.get(INVOICES)).path("code").intValue()).isEqualTo(1000);
    assertThat(zoho.faultsLeft()).isEqualTo(1);
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(500);
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
  }

  @Test
  void aPlannedFaultCanBeTakenBack() {
    zoho.fail(1, INVOICES, SimulatedFault.internalError());
    zoho.clearFaults();
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
  }

  @Test
  void aPageOfHtml() {
    HttpResponse<String> answer = spoilt(SimulatedFault.htmlPage());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(answer.body()).startsWith("<html>");
  }

  @Test
  void jsonThatIsCut() {
    HttpResponse<String> answer = spoilt(SimulatedFault.cutJson());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> json(answer)).isInstanceOf(JacksonException.class);
  }

  @Test
  void anErrorWithTheStatusOfSuccess() {
    HttpResponse<String> answer = spoilt(SimulatedFault.error(200, 1002, "gone"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("code").intValue()).isEqualTo(1002);
  }

  @Test
  void aConnectionThatClosesBeforeOrInTheAnswer() {
    zoho.fail(Integer.MAX_VALUE, INVOICES, SimulatedFault.noAnswer());
    assertThatThrownBy(() -> client.get(INVOICES))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);
    zoho.clearFaults();
    zoho.fail(Integer.MAX_VALUE, INVOICES, SimulatedFault.brokenConnection());
    assertThatThrownBy(() -> client.get(INVOICES))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aSlowBodyIsWhole() {
    JsonNode answer = json(spoilt(SimulatedFault.slowBody(Duration.ofMillis(1))));
    assertThat(answer.path("invoices")).hasSize(2);
  }

  @Test
  void anEmptyListWithSuccess() {
    HttpResponse<String> answer = spoilt(SimulatedFault.emptyList());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("invoices").isEmpty()).isTrue();
    assertThat(json(answer).has("page_context")).isTrue();
  }

  @Test
  void aListWithoutPageContext() {
    assertThat(json(spoilt(SimulatedFault.withoutPageContext())).has("page_context")).isFalse();
  }

  @Test
  void anotherSpellingOfAWrapper() {
    zoho.fail(
        1,
        "/books/v3/customerpayments",
        SimulatedFault.renamed("customerpayments", "customer_payments"));
    assertThat(client.list("/books/v3/customerpayments").path("customer_payments")).hasSize(1);
    zoho.kind("customer_payment").listWrapper("customer_payments");
    assertThat(client.list("/books/v3/customerpayments").path("customer_payments")).hasSize(1);
  }

  @Test
  void aSortThatIsClaimedFalsely() {
    JsonNode answer = json(spoilt(SimulatedFault.claimedSort("last_modified_time", "A")));
    assertThat(answer.at("/page_context/sort_column").asString()).isEqualTo("last_modified_time");
    assertThat(column(answer.path("invoices"), "invoice_id")).containsExactly("2002", "2001");
  }

  @Test
  void aNextPageThatIsNotThere() {
    JsonNode answer = json(spoilt(SimulatedFault.claimedNextPage()));
    assertThat(answer.at("/page_context/has_more_page").asBoolean()).isTrue();
  }

  @Test
  void rowsWhoseTimeIsMissingOrBlank() {
    assertThat(json(spoilt(SimulatedFault.rowsWithoutTime())).path("invoices"))
        .noneMatch(row -> row.has("last_modified_time"));
    assertThat(json(spoilt(SimulatedFault.rowsWithBlankTime())).path("invoices"))
        .allMatch(row -> row.path("last_modified_time").asString().isBlank());
  }

  @Test
  void aRowThatComesTwice() {
    assertThat(column(json(spoilt(SimulatedFault.repeatedRow())).path("invoices"), "invoice_id"))
        .containsExactly("2002", "2001", "2002");
  }

  @Test
  void aFaultOfRecordsWaitsForARecord() {
    zoho.fail(1, INVOICES, SimulatedFault.recordWithoutTime());
    assertThat(client.list(INVOICES).at("/invoices/0").has("last_modified_time")).isTrue();
    assertThat(client.list(INVOICES + "/2001").path("invoice").has("last_modified_time")).isFalse();
  }

  @Test
  void aRecordWithAnotherNameForItsTime() {
    zoho.fail(1, INVOICES, SimulatedFault.recordWithUpdatedTime());
    JsonNode record = client.list(INVOICES + "/2001").path("invoice");
    assertThat(record.has("last_modified_time")).isFalse();
    assertThat(record.has("updated_time")).isTrue();
  }

  @Test
  void aTokenThatIsRefused() {
    zoho.fail(1, SimulatedCall::isForToken, SimulatedFault.tokenRefused("invalid_code"));
    assertThat(json(client.token(ApiClient.secrets())).path("error").asString())
        .isEqualTo("invalid_code");
    assertThat(json(client.token(ApiClient.secrets())).has("access_token")).isTrue();
  }

  @Test
  void aFaultSpoilsNoRecord() {
    spoilt(SimulatedFault.rowsWithoutTime());
    spoilt(SimulatedFault.emptyList());
    assertThat(client.list(INVOICES).path("invoices"))
        .hasSize(2)
        .allMatch(row -> row.has("last_modified_time"));
  }

  @Test
  void anAnswerThatIsHeldBackIsOld() {
    zoho.beforeSending(call -> {
      if (call.path().equals(INVOICES + "/2001")) {
        put("invoice", "{'invoice_id':'2001','total':9}");
      }
    });
    assertThat(client.list(INVOICES + "/2001").path("invoice").has("total")).isFalse();
    assertThat(zoho.record("invoice", "2001").orElseThrow().path("total").intValue()).isEqualTo(9);
  }

  @Test
  void aHookThatFailsIsNotLost() {
    ZohoSimulator other = ZohoSimulator.start(0);
    other.beforeAnswer(call -> {
      throw new IllegalStateException("the hook failed");
    });
    try (ApiClient caller = new ApiClient(other)) {
      assertThatThrownBy(caller::refresh).isInstanceOf(UncheckedIOException.class);
    }
    assertThatThrownBy(other::close).hasRootCauseMessage("the hook failed");
  }

  @Test
  void callsAreCountedByPathAndAnswer() {
    zoho.calls().clear();
    client.get(INVOICES);
    client.get(INVOICES + "/2001");
    client.get(INVOICES + "/2002");
    client.get(INVOICES + "/2009");
    assertThat(zoho.calls().byPathAndAnswer())
        .containsEntry("GET /books/v3/invoices 200 0", 1L)
        .containsEntry("GET /books/v3/invoices/{id} 200 0", 2L)
        .containsEntry("GET /books/v3/invoices/{id} 404 1002", 1L);
    assertThat(zoho.calls().below(INVOICES).getFirst().parameter("organization_id"))
        .isEqualTo(ZohoSimulator.ORGANIZATION_ID);
  }

  private HttpResponse<String> spoilt(SimulatedFault fault) {
    zoho.fail(1, INVOICES, fault);
    return client.get(INVOICES);
  }
}
