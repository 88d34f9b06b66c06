package sale.tsh.tds.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import sale.tsh.tds.api.TdsApi;
import sale.tsh.tds.testing.TestDatabase;

/** What the running API shows to its operators. */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("captures the output of this JVM")
class OperationTest {

  private static final TestDatabase database = TestDatabase.empty();
  private static ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    context =
        new SpringApplicationBuilder(TdsApi.class)
            .properties(
                "DATABASE_URL=" + database.databaseUrl(),
                "API_PORT=0",
                "API_MANAGEMENT_PORT=0",
                "DATABASE_POOL_SIZE=2",
                "MONITORING_INTERVAL=500ms")
            .run();
  }

  @AfterAll
  static void stop() {
    context.close();
    database.close();
  }

  @Test
  void prometheusFindsItsMetricsOnTheManagementPort() throws Exception {
    post("/webhooks/items?op=update", "{broken");

    assertThat(get("local.management.port", "/actuator/prometheus"))
        .contains("tds_queue_depth{status=\"pending\"} 0.0")
        .contains("tds_queue_oldest_due_age_seconds 0.0")
        .contains("tds_last_hour_attempts{result=\"failed\"} 0.0")
        .contains("tds_intake_refused_total{cause=\"unreadable\"} 1.0")
        .contains("tds_intake_seconds_count{kind=\"none\",result=\"refused\"} 1")
        .contains("hikaricp_connections_active{pool=\"tds\"}")
        .contains("jvm_memory_used_bytes{")
        .contains("http_server_requests_seconds_count{");
  }

  @Test
  void everyRequestIsLoggedWithoutItsQuery(CapturedOutput output) throws Exception {
    post("/webhooks/items?op=update&token=s3cret", "{broken");

    await()
        .untilAsserted(() ->
            assertThat(output)
                .containsPattern(
                    "127\\.0\\.0\\.1 as -: POST /webhooks/items 4\\d\\d, \\d+ bytes in \\d+ ms, request req-7")
                .doesNotContain("s3cret"));
  }

  /** One line has all that an operator looks for: the call, the event and the record. */
  @Test
  void lineOfAWebhookNamesItsEvent(CapturedOutput output) throws Exception {
    String item =
        """
        {"item": {"item_id": "460000000038001", "name": "Cable", "last_modified_time": "2026-11-01T10:00:00+0300"}}
        """;
    post("/webhooks/items", item);
    post("/webhooks/items", item);

    String event = "event [0-9a-f-]{36} item\\.updated of 460000000038001\\R";
    await()
        .untilAsserted(() ->
            assertThat(output)
                .containsPattern("POST /webhooks/items 202, .* ms, request req-7: " + event)
                .containsPattern(
                    "POST /webhooks/items 202, .* request req-7: duplicate of " + event));
  }

  @Test
  void aRequestThatTomcatRefusesIsLogged(CapturedOutput output) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port("local.server.port"));
        InputStream answer = socket.getInputStream()) {
      socket
          .getOutputStream()
          .write("GET /a b\u0001 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(answer.readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 400");
    }
    await().untilAsserted(() -> assertThat(output).containsPattern("AccessLog.* 400, "));
  }

  /** Lesson 6: the alert service had been written but was never started. */
  @Test
  void theAlertMonitorRunsInTheApi() {
    await()
        .untilAsserted(() ->
            assertThat(
                    database
                        .jdbc()
                        .sql("select owner from tds_duty_leases where duty = 'watch alerts'")
                        .query(String.class)
                        .optional())
                .hasValueSatisfying(owner -> assertThat(owner).startsWith("tds-api@")));
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    client.send(
        HttpRequest.newBuilder(uri("local.server.port", path))
            .header("X-Request-Id", "req-7")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.discarding());
  }

  private String get(String port, String path) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(uri(port, path)).build(), BodyHandlers.ofString())
        .body();
  }

  private static URI uri(String port, String path) {
    return URI.create("http://127.0.0.1:" + port(port) + path);
  }

  private static int port(String name) {
    return context.getEnvironment().getRequiredProperty(name, Integer.class);
  }
}
