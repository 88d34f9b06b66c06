package sale.tsh.tds.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.testing.TestDatabase;

/** Who may do what where it matters: {@code ENVIRONMENT=production}. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "API_PORT=0",
      "API_MANAGEMENT_PORT=0",
      "ENVIRONMENT=production",
      "WEBHOOK_API_KEY=a-key-for-webhooks",
      "DASHBOARD_USER=operator",
      "DASHBOARD_PASSWORD=operator's secret: ä",
      "DASHBOARD_VIEWER_USER=viewer",
      "DASHBOARD_VIEWER_PASSWORD=viewer's secret",
    })
class SecurityTest {

  private static final String NOBODY = "/00000000-0000-0000-0000-000000000000/";
  private static final List<String> READS =
      List.of(
          "/dashboard/metrics",
          "/dashboard/queue-stats",
          "/dashboard/recent-events",
          "/dashboard/dead-letter",
          "/dashboard/dead-letter/groups",
          "/dashboard/",
          "/openapi.json",
          "/swagger-ui/index.html");
  private static final List<String> ACTIONS =
      List.of(
          "/dashboard/dead-letter" + NOBODY + "retry",
          "/dashboard/bulk" + NOBODY + "cancel",
          "/dashboard/kinds/nothing/pause",
          "/dashboard/kinds/nothing/resume",
          "/dashboard/alerts" + NOBODY + "acknowledge");

  @SuppressWarnings("resource")
  private static final TestDatabase DATABASE = TestDatabase.migrated();

  @LocalServerPort private int port;
  private Caller anybody;
  private Caller viewer;
  private Caller operator;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("DATABASE_URL", DATABASE::databaseUrl);
  }

  @BeforeEach
  void callers() {
    anybody = Caller.of(port);
    viewer = anybody.as("viewer", "viewer's secret");
    operator = anybody.as("operator", "operator's secret: ä");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ping", "/ready", "/"})
  void whatRevealsNothingIsOpen(String path) {
    assertThat(anybody.get(path).status()).isEqualTo(200);
    assertThat(anybody.call("HEAD", path).status()).isEqualTo(200);
  }

  @Test
  void webhooksAskForTheirOwnProof() {
    Caller.Answer answer = anybody.post("/webhooks/customers", "{}");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("cause").asString()).isEqualTo("wrong_signature");
    assertThat(answer.header("WWW-Authenticate")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void readingNeedsAViewerOrAnOperator(String path) {
    assertUnknown(anybody.get(path));
    assertUnknown(anybody.as("viewer", "viewer's secreT").get(path));
    assertUnknown(anybody.as("nobody", "viewer's secret").get(path));
    assertThat(viewer.get(path).status()).isEqualTo(200);
    assertThat(operator.get(path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void actingNeedsAnOperator(String path) {
    assertUnknown(anybody.post(path));
    assertUnknown(anybody.as("operator", "viewer's secret").post(path));
    Caller.Answer denied = viewer.post(path);
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(denied.json().path("detail").asString()).contains("operator");
    assertThat(operator.post(path).status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsNotToldToStrangers() {
    assertUnknown(anybody.get("/nothing"));
    assertUnknown(anybody.get("/dashboard/nothing"));
    assertThat(viewer.get("/nothing").status()).isEqualTo(404);
  }

  @Test
  void noSessionRemembersACaller() {
    assertThat(operator.get("/dashboard/queue-stats").headers().firstValue("Set-Cookie")).isEmpty();
  }

  /** What a form on another site can make a browser send, with the operator's credentials. */
  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example",
    "Origin, null",
    "Origin, not an origin",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
  })
  void anotherSitesPageCannotAct(String header, String value) {
    Caller.Answer answer = operator.with(header, value).post(ACTIONS.getFirst());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("detail").asString()).contains("Another site");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://127.0.0.1:8001",
    "Sec-Fetch-Site, same-origin",
    "Sec-Fetch-Site, none"
  })
  void ourOwnPageMayAct(String header, String value) {
    assertThat(operator.with(header, value).post(ACTIONS.getFirst()).status()).isEqualTo(404);
  }

  @Test
  void behindAProxyItsHostNameIsOurOwn() {
    Caller proxied =
        operator
            .with("X-Forwarded-Host", "api.example.org")
            .with("X-Forwarded-Prefix", "/tds")
            .with("X-Forwarded-Proto", "https");
    assertThat(proxied.with("Origin", "https://api.example.org").post(ACTIONS.getFirst()).status())
        .isEqualTo(404);
    assertThat(proxied.with("Origin", "http://127.0.0.1").post(ACTIONS.getFirst()).status())
        .isEqualTo(403);
  }

  /** The bytes of a name in UTF-8, which a server reads as control characters. */
  @Test
  void aDeliveryWithAnOddHeaderReachesIntake() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "POST /webhooks/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nUser-Agent: Å\r\nContent-Length: 2\r\n\r\n{}"
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("wrong_signature");
    }
  }

  private static void assertUnknown(Caller.Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).doesNotContain("secret");
  }

  private static Stream<String> reads() {
    return READS.stream();
  }

  private static Stream<String> actions() {
    return ACTIONS.stream();
  }
}
