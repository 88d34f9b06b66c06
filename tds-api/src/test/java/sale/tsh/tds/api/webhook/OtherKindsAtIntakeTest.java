package sale.tsh.tds.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.api.ApiProcess.Response;
import sale.tsh.tds.testing.Tables;

/** Senders name kinds outside the catalogue, up to a number. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherKindsAtIntakeTest {

  private ApiProcess api;
  private int ids;

  @BeforeAll
  void start() {
    api = new ApiProcess(Map.of("WEBHOOK_MAX_OTHER_KINDS", "2"));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(api.jdbc(), "tds_inbox_events", "tds_sync_queue", "tds_refusal_counts");
  }

  @Test
  void acceptsRecordsOfAsManyNamesAsTheSettingSaysAndKeepsTheOthersAsRefused() {
    assertThat(post("other/widget").status()).isEqualTo(202);
    assertThat(post("other/Wid-Get").status()).isEqualTo(202);
    assertThat(wrapped("gizmo").status()).isEqualTo(404);
    Response refused = post("other/gadget");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.json().get("cause").stringValue()).isEqualTo("unknown_kind");
    assertThat(refused.json().get("detail").stringValue())
        .isEqualTo(
            "Expected a kind of the catalogue or one of the 2 other kinds that deliveries have named"
                + " (WEBHOOK_MAX_OTHER_KINDS), found the new name gadget");
    assertThat(count("tds_inbox_events where refusal = 'unknown_kind' and body <> ''"))
        .isEqualTo(2);
    assertThat(count("tds_other_kinds")).isEqualTo(2);

    assertThat(post("other/widget").status()).isEqualTo(202);
    assertThat(post("zoho").status()).isEqualTo(404);
    assertThat(api.post("/webhooks/items", "{\"item\":{\"item_id\":\"1\"}}").status())
        .isEqualTo(202);
    assertThat(
            count("tds_sync_queue where event_type = 'widget.updated' and entity_type = 'widget'"))
        .isEqualTo(2);
  }

  private Response wrapped(String name) {
    return api.post("/webhooks/zoho", "{\"%s\":{\"id\":\"%s\"}}".formatted(name, ++ids));
  }

  private Response post(String path) {
    return api.post("/webhooks/" + path, "{\"id\":\"%s\",\"name\":\"A\"}".formatted(++ids));
  }

  private int count(String tableAndCondition) {
    return api.jdbc()
        .sql("select count(*) from " + tableAndCondition)
        .query(Integer.class)
        .single();
  }
}
