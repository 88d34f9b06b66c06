package sale.tsh.tds.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.simulator.ApiClient.column;
import static sale.tsh.tds.simulator.ApiClient.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Another process can change the simulator and look into it. */
class SimulatorControlTest extends WithSimulator {

  @Test
  void recordsAreWrittenReadAndDeleted() {
    JsonNode made = control("PUT", "records/invoice", "{'total':5}");
    String id = made.path("invoice_id").asString();
    assertThat(control("GET", "records/invoice/" + id, "")).isEqualTo(made);
    assertThat(control("GET", "records/invoice", "").path("records")).hasSize(1);
    assertThat(control("GET", "webhooks/invoice/" + id, "").path("invoice")).isEqualTo(made);
    control("DELETE", "records/invoice/" + id, "");
    assertThat(client.get(INVOICES + "/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void aRecordIsLoadedWithItsTimesAndEditedSilently() {
    String time = "2026-01-02T03:04:05+0530";
    control(
        "PUT",
        "records/invoice?how=load",
        "{'invoice_id':'1001','last_modified_time':'" + time + "'}");
    JsonNode edited =
        control("PUT", "records/invoice?how=silently", "{'invoice_id':'1001','balance':7}");
    assertThat(edited.path("balance").intValue()).isEqualTo(7);
    assertThat(edited.path("last_modified_time").asString()).isEqualTo(time);
  }

  @Test
  void aRecordGetsTheIdInItsPath() {
    control("PUT", "records/invoice/1002?how=load", "{'id':'other'}");
    assertThat(zoho.record("invoice", "1002")).isPresent();
  }

  @Test
  void callsAreToldAndForgotten() {
    client.get(INVOICES, "page", "3");
    JsonNode answer = control("GET", "calls", "");
    assertThat(answer.path("tokens_given").intValue()).isEqualTo(1);
    assertThat(column(answer.path("calls"), "path")).containsExactly("/oauth/v2/token", INVOICES);
    assertThat(answer.at("/calls/1/parameters/page").asString()).isEqualTo("3");
    control("DELETE", "calls", "");
    assertThat(control("GET", "calls", "").path("calls").isEmpty()).isTrue();
  }

  @Test
  void faultsLimitsAndBehaviourAreSet() {
    control("POST", "faults", "{'fault':'html_page','path':'/books/v3/invoices'}");
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(503);
    control("POST", "faults", "{'fault':'error','status':429,'code':44,'times':9}");
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(429);
    control("DELETE", "faults", "");
    control("PUT", "kinds/invoice", "{'list_wrapper':'invoice_list'}");
    assertThat(client.list(INVOICES).has("invoice_list")).isTrue();
    control("PUT", "limits", "{'per_day':1}");
    assertThat(json(client.get(INVOICES)).path("code").intValue()).isEqualTo(45);
  }

  @Test
  void tokensAreKilled() {
    control("DELETE", "tokens", "");
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(401);
    control("DELETE", "refresh-token", "");
    assertThat(json(client.token(ApiClient.secrets())).path("error").asString())
        .isEqualTo("invalid_code");
  }

  @Test
  void aMistakeIsExplained() {
    assertThat(control("POST", "faults", "{'fault':'flood'}").path("detail").asString())
        .contains("flood", "cut_json");
    assertThat(control("PUT", "records/invoyce", "{}").path("detail").asString())
        .contains("invoyce");
    assertThat(control("DELETE", "records/invoice/9", "").path("detail").asString())
        .contains("invoice 9");
    String wrongTime = "{'last_modified_time':'yesterday'}";
    assertThat(control("PUT", "records/invoice?how=load", wrongTime).path("detail").asString())
        .contains("yesterday");
  }

  @Test
  void aFolderOfRecordsIsLoaded(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("invoice.json"), "{\"invoice\":{\"invoice_id\":\"1001\"}}", UTF_8);
    Files.writeString(
        folder.resolve("item.json"), "[{\"item_id\":\"1\"},{\"item_id\":\"2\"}]", UTF_8);
    Files.writeString(folder.resolve("readme.json"), "{}", UTF_8);
    assertThat(SimulatorProgram.load(zoho, folder)).isEqualTo(3);
    assertThat(zoho.record("invoice", "1001")).isPresent();
    assertThat(zoho.records("item")).hasSize(2);
  }

  private JsonNode control(String method, String path, String body) {
    return json(client.raw(method, "/simulator/" + path, body.replace('\'', '"')));
  }
}
