package sale.tsh.tds.api.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.testing.RawConnection;

/** Every call at or below /webhooks is an event, a refusal with its cause, or counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryCallTest {

  private static final String BODY = "{\"contact_id\":\"%s\",\"contact_name\":\"A\"}";

  private ApiProcess api;

  @BeforeAll
  void start() {
    api = new ApiProcess(Map.of());
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/customers/",
        "//webhooks/customers",
        "/webhooks/CUSTOMERS",
        "/webhooks/customers;v=1",
        "/webhooks/%63ustomers"
      })
  void aPathMayBeWrittenInOtherWays(String path) throws IOException {
    assertThat(send("POST", path, BODY.formatted("a" + path.length())).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks",
        "/webhooks/",
        "/webhooks//customers",
        "/webhooks/customers/x",
        "/webhooks/customers%2Fx",
        "/webhooks/nosuch",
        "/webhooks/customers.json",
        "/webhooks/customers%20",
      })
  void aCallToAnUnknownKindIsKept(String path) throws IOException {
    int before = refused("unknown_kind");
    RawConnection.Answer answer = send("POST", path, BODY.formatted("1"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(404);
    assertThat(answer.body()).contains("\"cause\":\"unknown_kind\"");
    assertThat(refused("unknown_kind")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({"PUT, updated", "PATCH, updated", "DELETE, deleted"})
  void zohosMethodsAreAccepted(String method, String operation) throws IOException {
    String id = "m" + method;
    assertThat(send(method, "/webhooks/customers", BODY.formatted(id)).status()).isEqualTo(202);
    assertThat(
            count(
                "tds_inbox_events where entity_id = '%s' and operation = '%s' and headers->>':method' = '%s'"
                    .formatted(id, operation, method)))
        .isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PROPFIND"})
  void aCallWithAnotherMethodIsKept(String method) throws IOException {
    int before = refused("wrong_method");
    assertThat(send(method, "/webhooks/customers?contact_id=1&op=delete", "").status())
        .isEqualTo(405);
    assertThat(refused("wrong_method")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "/webhooks/customers%00, 400",
    "/webhooks/%5Ccustomers, 400",
    "/%77ebhooks/customers, 404"
  })
  void aCallThatReachesNoIntakeIsCounted(String path, int status) throws IOException {
    double before = unreached();
    assertThat(send("POST", path, "{}").status()).isEqualTo(status);
    // It is counted once the answer is on its way.
    await().until(() -> unreached() == before + 1);
  }

  @Test
  void zohoCommercesHeaderIsKept() {
    api.post("/webhooks/customers", BODY.formatted("h"), "X-ZOHO-Event", "salesorder.deleted");
    assertThat(
            count(
                "tds_inbox_events where entity_id = 'h' and operation = 'updated' and headers->>'x-zoho-event' = 'salesorder.deleted'"))
        .isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, application/json, Content-Encoding gzip",
    "deflate, application/json; charset=ISO-8859-1, Content-Encoding deflate",
  })
  void aCompressedBodyIsRefusedAsCompressed(String encoding, String type, String detail)
      throws IOException {
    RawConnection.Answer answer =
        send("POST", "/webhooks/customers", "\u001f\u008b\b\0\0\0", type, encoding);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(detail);
  }

  @Test
  void aWrongEncodingHeaderOnPlainJsonDoesNoHarm() throws IOException {
    assertThat(
            send("POST", "/webhooks/customers", BODY.formatted("z"), "application/json", "gzip")
                .status())
        .isEqualTo(202);
  }

  @Test
  void aMultipartBodyIsRefusedAsMultipart() throws IOException {
    RawConnection.Answer answer =
        send("POST", "/webhooks/customers", "--x--", "multipart/form-data; boundary=x", "identity");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("several parts", "x-www-form-urlencoded");
  }

  /**
   * .NET's zero date with India's offset is in the year 0. PostgreSQL did not take it, and the
   * answer was 503.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00+0530", "9999-12-31T23:59:59-0800"})
  void aTimeThatPostgresCannotHoldIsIgnored(String time) {
    for (String member : new String[] {"last_modified_time", "created_time"}) {
      assertThat(
              api.post(
                      "/webhooks/customers",
                      "{\"contact_id\":\"t\",\"%s\":\"%s\"}".formatted(member, time))
                  .status())
          .isEqualTo(202);
    }
  }

  private RawConnection.Answer send(String method, String path, String body) throws IOException {
    return send(method, path, body, "application/json", "identity");
  }

  private RawConnection.Answer send(
      String method, String path, String body, String type, String encoding) throws IOException {
    byte[] bytes = body.getBytes(ISO_8859_1);
    try (RawConnection connection = new RawConnection(api.port())) {
      connection.send(
          """
          %s %s HTTP/1.1\r
          Host: 127.0.0.1:%d\r
          Connection: close\r
          Content-Type: %s\r
          Content-Encoding: %s\r
          Content-Length: %d\r
          \r
          """
              .formatted(method, path, api.port(), type, encoding, bytes.length));
      connection.send(bytes);
      return connection.answer();
    }
  }

  private int refused(String cause) {
    return count("tds_inbox_events where refusal = '%s'".formatted(cause));
  }

  private int count(String from) {
    return api.jdbc().sql("select count(*) from " + from).query(Integer.class).single();
  }

  private double unreached() {
    return api.counted("tds.webhook.unreached");
  }
}
