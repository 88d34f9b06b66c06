package sale.tsh.tds.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.api.ApiProcess.Response;
import sale.tsh.tds.testing.RawConnection;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookControllerTest {

  private static final String JSON = "application/json";

  private ApiProcess api;
  private int ids;

  @BeforeAll
  void start() {
    api = new ApiProcess(Map.of("WEBHOOK_MAX_BYTES", "20000"));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  /** Lesson 1: Zoho's real body was answered 422 because an envelope was required. */
  @Test
  void zohosRealBodyIsAnswered202WithTheFiveKeys() {
    Response response = post("/webhooks/products", "{\"item\":{\"item_id\":\"%s\"}}");
    assertThat(response.status()).isEqualTo(202);
    assertThat(response.json().propertyNames())
        .containsExactlyInAnyOrder("success", "message", "event_id", "idempotency_key", "queued");
    assertThat(response.json().get("success").booleanValue()).isTrue();
    assertThat(response.json().get("queued").booleanValue()).isTrue();
    assertThat(
            count(
                """
                tds_sync_queue q join tds_inbox_events i on i.event_id = q.id
                 where q.id = '%s' and q.status = 'pending' and not i.processed and q.priority = 5
                """
                    .formatted(response.json().get("event_id").stringValue())))
        .isOne();
  }

  /** Lesson 2: a duplicate was answered 500, so Zoho retried for ever. */
  @Test
  void aDuplicateGetsTheFirstAnswerAgain() {
    String body = "{\"item\":{\"item_id\":\"d1\",\"last_modified_time\":\"2026-11-01T10:00:00Z\"}}";
    Response first = api.post("/webhooks/items", body, "Content-Type", JSON);
    Response second = api.post("/webhooks/items", body, "Content-Type", JSON);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.json().get("success").booleanValue()).isTrue();
    assertThat(second.json().get("queued").booleanValue()).isFalse();
    assertThat(second.json().get("event_id")).isEqualTo(first.json().get("event_id"));
  }

  @Test
  void anEmptyTestCallIsKept() {
    Response response = api.post("/webhooks/zoho", "{\"payload\":\"\"}", "Content-Type", JSON);
    assertThat(response.status()).isEqualTo(202);
    assertThat(response.json().get("queued").booleanValue()).isFalse();
    assertThat(response.json().get("event_id").isNull()).isTrue();
    assertThat(count("tds_inbox_events where path = 'zoho' and processed and refusal is null"))
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contacts | {\"contact\": {               | 400 | unreadable",
        "contacts | {\"contact\":{\"email\":\"a\"}} | 422 | no_id",
        "widgets  | {\"widget\":{\"id\":\"1\"}}     | 404 | unknown_kind",
        "contacts | {\"item\":{\"item_id\":\"1\"}}  | 422 | other_kind",
        "items?op=melt | {\"item\":{\"item_id\":\"1\"}} | 422 | unknown_operation",
      })
  void aRefusedDeliveryIsAnsweredWithAProblemAndKeptWithItsCause(
      String path, String body, int status, String cause) {
    Response response = api.post("/webhooks/" + path, body, "Content-Type", JSON);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
    assertThat(response.json().get("cause").stringValue()).isEqualTo(cause);
    assertThat(response.json().get("detail").stringValue()).isNotBlank();
    assertThat(
            count(
                """
                tds_inbox_events
                 where refusal = '%s' and refusal_detail <> '' and event_id is null and processed
                """
                    .formatted(cause)))
        .isPositive();
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedAndItsStartKept() {
    String body = "{\"item\":{\"item_id\":\"1\",\"name\":\"" + "x".repeat(30_000) + "\"}}";
    Response response = api.post("/webhooks/items", body, "Content-Type", JSON);
    assertThat(response.status()).isEqualTo(413);
    assertThat(response.json().get("detail").stringValue())
        .contains("20000 bytes", "WEBHOOK_MAX_BYTES");
    assertThat(
            count(
                "tds_inbox_events where refusal = 'too_large' and length(body) = 16384 and body_size > 20000"))
        .isOne();
  }

  @Test
  void theBodyIsStoredAsReceived() {
    String body = "{\"item\":{\"item_id\":\"raw1\",\"name\":\"line\nbreak\\u0000 and عميل\"}}";
    Response response = api.post("/webhooks/items?op=create", body, "Content-Type", JSON);
    assertThat(
            api.jdbc()
                .sql("select body from tds_inbox_events where event_id = ?::uuid")
                .param(response.json().get("event_id").stringValue())
                .query(String.class)
                .single())
        .isEqualTo(body);
  }

  /** If the container parsed the form, the body would look like an empty test call. */
  @Test
  void aMultipartBodyIsRefusedAndKept() {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"JSONString\"\r\n\r\n{}\r\n--x--\r\n";
    Response response =
        api.post("/webhooks/items", body, "Content-Type", "multipart/form-data; boundary=x");
    assertThat(response.status()).isEqualTo(400);
    assertThat(count("tds_inbox_events where refusal = 'unreadable' and body like '--x%'")).isOne();
  }

  @Test
  void theAnswerIs202WhateverTheAcceptHeaderSays() {
    Response response =
        api.post("/webhooks/items", "{\"item\":{\"item_id\":\"a1\"}}", "Accept", "text/html");
    assertThat(response.status()).isEqualTo(202);
    assertThat(response.json().get("queued").booleanValue()).isTrue();
  }

  /** A chunked answer would be two writes and wake its sender twice. */
  @Test
  void theAnswerIsSentInOnePiece() throws IOException {
    try (RawConnection connection = new RawConnection(api.port())) {
      RawConnection.Answer answer =
          connection.post("/webhooks/items", JSON, "{\"item_id\":\"piece\"}".getBytes(UTF_8));
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.headers())
          .containsKey("content-length")
          .doesNotContainKey("transfer-encoding");
    }
  }

  /** Otherwise any site in a browser on this machine could send deliveries. */
  @Test
  void aForeignPageIsRefusedWhileNoProofIsRequired() {
    Response response =
        api.post("/webhooks/items", "{\"item_id\":\"p\"}", "Sec-Fetch-Site", "cross-site");
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.json().get("detail").stringValue()).contains("Another site");
    assertThat(count("tds_inbox_events where entity_id = 'p'")).isZero();
  }

  @Test
  void secretHeadersAreNeverStored() {
    String secret = "a-key-nobody-may-see";
    api.post(
        "/webhooks/items",
        "{\"item\":{\"item_id\":\"h1\"}}",
        "Content-Type",
        JSON,
        "X-Webhook-Key",
        secret,
        "X-Zoho-Webhook-Signature",
        secret,
        "Authorization",
        secret);
    assertThat(count("tds_inbox_events t where t::text like '%" + secret + "%'")).isZero();
  }

  private Response post(String path, String template) {
    return api.post(path, template.formatted("w" + ++ids), "Content-Type", JSON);
  }

  private int count(String tableAndCondition) {
    return api.jdbc()
        .sql("select count(*) from " + tableAndCondition)
        .query(Integer.class)
        .single();
  }
}
