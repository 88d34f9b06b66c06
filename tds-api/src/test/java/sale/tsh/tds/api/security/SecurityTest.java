package sale.tsh.tds.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.testing.TestDatabase;

/** Which caller may do what with {@code ENVIRONMENT=production}. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "API_PORT=0",
      "API_MANAGEMENT_PORT=0",
      "ENVIRONMENT=production",
      "WEBHOOK_API_KEY=a-key-for-webhooks",
      "DASHBOARD_USER=operator",
      "DASHBOARD_PASSWORD_HASH=$2b$10$M1D/GvRBn2JrUUMxZ6AvP.03J7WWnu39CWk6jST/IM/dK/Vzqm1eG",
      "DASHBOARD_VIEWER_USER=viewer",
      "DASHBOARD_VIEWER_PASSWORD_HASH=$2b$10$hmBUF0POsguXF1BleJ2kvOYVpERtHwrqrrmKKtLycybGpj9BFpYPa",
      // The passwords are those of the operator and of the viewer.
      "DASHBOARD_OPERATORS=sara:$2b$10$M1D/GvRBn2JrUUMxZ6AvP.03J7WWnu39CWk6jST/IM/dK/Vzqm1eG",
      "DASHBOARD_VIEWERS=eve:$2b$10$hmBUF0POsguXF1BleJ2kvOYVpERtHwrqrrmKKtLycybGpj9BFpYPa",
      // Of "operator-token" and "viewer-token".
      "DASHBOARD_TOKENS=script:0850123315d21ab90f4f7236408a52ef6dbd6a02a6550e5c10dc73f4d993680e",
      "DASHBOARD_VIEWER_TOKENS=grafana:d036bd6d01a1cae081d39a2f8dab751dc042de814fd60df31fcb553170950f29",
    })
class SecurityTest {

  private static final String NOBODY = "/00000000-0000-0000-0000-000000000000/";
  private static final List<String> READS =
      List.of(
          "/dashboard/metrics",
          "/dashboard/queue-stats",
          "/dashboard/trends",
          "/dashboard/recent-events",
          "/dashboard/dead-letter",
          "/dashboard/dead-letter/groups",
          "/dashboard/refused",
          "/dashboard/reconciliation",
          "/dashboard/",
          "/dashboard/view/events",
          "/dashboard/view/dead-letter",
          "/dashboard/view/dead-letter/none",
          "/dashboard/view/refused",
          "/dashboard/view/trends",
          "/dashboard/view/reconciliation",
          "/dashboard/view/audit",
          "/dashboard/assets/page.js",
          "/openapi.json",
          "/swagger-ui/index.html");
  private static final List<String> ACTIONS =
      List.of(
          "/dashboard/dead-letter" + NOBODY + "retry",
          "/dashboard/bulk" + NOBODY + "cancel",
          "/dashboard/events" + NOBODY + "retry-now",
          "/dashboard/kinds/nothing/pause",
          "/dashboard/kinds/nothing/resume",
          "/dashboard/reconciliation/nothing/sweep",
          "/dashboard/reconciliation/nothing/release",
          "/dashboard/records/nothing/1/pull",
          "/dashboard/alerts" + NOBODY + "acknowledge");

  @SuppressWarnings("resource")
  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final AtomicInteger address = new AtomicInteger();

  @LocalServerPort private int port;
  @Autowired private RequestMappingHandlerMapping routes;
  private Caller anybody;
  private Caller viewer;
  private Caller operator;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("DATABASE_URL", DATABASE::databaseUrl);
  }

  @BeforeEach
  void callers() {
    // Of another address each time: an address that fails too often is not listened to.
    anybody = Caller.of(port).with("X-Forwarded-For", "203.0.113." + address.incrementAndGet());
    viewer = anybody.as("viewer", "viewer's secret");
    operator = anybody.as("operator", "operator's secret: ä");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ping", "/ready", "/"})
  void pathsThatRevealNothingAreOpen(String path) {
    assertThat(anybody.get(path).status()).isEqualTo(200);
    assertThat(anybody.call("HEAD", path).status()).isEqualTo(200);
  }

  @Test
  void webhooksRequireTheirOwnProof() {
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
  void strangersDoNotLearnWhichPathsExist() {
    assertThat(anybody.get("/nothing").status()).isEqualTo(404);
    assertThat(anybody.get("/error").status()).isEqualTo(404);
    assertUnknown(anybody.get("/dashboard/nothing"));
    assertThat(viewer.get("/nothing").status()).isEqualTo(404);
  }

  /** Compares {@code @OpenEndpoint} with the answer of every route. */
  @Test
  void everyRouteIsOpenOrRequiresCredentials() {
    SoftAssertions softly = new SoftAssertions();
    routes
        .getHandlerMethods()
        .forEach((route, handler) -> {
          boolean open = handler.hasMethodAnnotation(OpenEndpoint.class);
          Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
          String method = methods.isEmpty() ? "GET" : methods.iterator().next().name();
          for (String pattern : route.getPatternValues()) {
            String path = pattern.replaceAll("\\{[^}]*}", "nothing");
            Caller.Answer answer = anybody.call(method, path);
            boolean asked = answer.header("WWW-Authenticate").startsWith("Basic ");
            boolean hidden = path.equals("/error") && answer.status() == 404;
            softly
                .assertThat(asked || hidden)
                .as("%s %s asks who calls", method, path)
                .isNotEqualTo(open);
            softly
                .assertThat(answer.header("X-Content-Type-Options"))
                .as("%s %s", method, path)
                .isEqualTo("nosniff");
            softly
                .assertThat(answer.header("X-Frame-Options"))
                .as("%s %s", method, path)
                .isEqualTo("DENY");
            softly
                .assertThat(answer.header("Content-Security-Policy"))
                .as("%s %s", method, path)
                .contains("default-src 'none'");
          }
        });
    softly.assertAll();
    assertThat(routes.getHandlerMethods()).hasSizeGreaterThan(10);
  }

  @Test
  void browsersBehindTlsAreToldToStayThere() {
    assertThat(anybody.get("/health").header("Strict-Transport-Security")).isEmpty();
    assertThat(
            anybody
                .with("X-Forwarded-Proto", "https")
                .get("/health")
                .header("Strict-Transport-Security"))
        .contains("max-age=31536000");
  }

  /** Correct credentials are blocked too, because an answer would confirm a guess. */
  @Test
  void anAddressThatFailsTooOftenIsBlockedForAWhile() {
    for (int i = 0; i < 10; i++) {
      assertUnknown(anybody.as("operator", "guess number " + i).get("/dashboard/queue-stats"));
    }
    Caller.Answer refused =
        anybody.as("operator", "operator's secret: ä").get("/dashboard/queue-stats");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 11);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertUnknown(anybody.get("/dashboard/queue-stats"));
    Caller elsewhere = Caller.of(port).with("X-Forwarded-For", "198.51.100.1");
    assertThat(
            elsewhere.as("operator", "operator's secret: ä").get("/dashboard/queue-stats").status())
        .isEqualTo(200);
  }

  /**
   * A proxy may write the caller's port behind its address, and the port changes with each call.
   */
  @Test
  void anotherPortCountsAsTheSameAddress() {
    for (int i = 0; i < 10; i++) {
      assertUnknown(
          Caller.of(port)
              .with("X-Forwarded-For", "198.51.100.2:" + (40_000 + i))
              .as("operator", "guess number " + i)
              .get("/dashboard/queue-stats"));
    }
    assertThat(
            Caller.of(port)
                .with("X-Forwarded-For", "198.51.100.2:50000")
                .as("operator", "operator's secret: ä")
                .get("/dashboard/queue-stats")
                .status())
        .isEqualTo(429);
  }

  @Test
  void eachOfSeveralUsersActsUnderTheirOwnName() {
    Caller sara = anybody.as("sara", "operator's secret: ä");
    Caller eve = anybody.as("eve", "viewer's secret");
    assertThat(sara.post("/dashboard/kinds/item/pause").status()).isEqualTo(200);
    assertThat(operator.post("/dashboard/kinds/item/resume").status()).isEqualTo(200);
    assertThat(eve.post("/dashboard/kinds/item/pause").status()).isEqualTo(403);
    assertThat(eve.get("/dashboard/audit?limit=2").json().valueStream())
        .extracting(row -> row.path("actor").asString() + " " + row.path("action").asString())
        .containsExactly("operator resume", "sara pause");
    assertUnknown(anybody.as("eve", "operator's secret: ä").get("/dashboard/audit"));
  }

  @Test
  void aTokenAllowsWhatItsRoleAllows() {
    Caller grafana = anybody.with("Authorization", "Bearer viewer-token");
    Caller script = anybody.with("Authorization", "bearer operator-token");
    assertThat(grafana.get("/dashboard/queue-stats").status()).isEqualTo(200);
    assertThat(grafana.post(ACTIONS.getFirst()).status()).isEqualTo(403);
    assertThat(script.get("/dashboard/queue-stats").status()).isEqualTo(200);
    assertThat(script.post(ACTIONS.getFirst()).status()).isEqualTo(404);
  }

  /** Neither a token's hash from the settings nor a part of a token is a token. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer operator-toke",
        "Bearer 0850123315d21ab90f4f7236408a52ef6dbd6a02a6550e5c10dc73f4d993680e",
        "Bearer",
        "Bearer ",
        "operator-token"
      })
  void aTextThatIsNoTokenIsRefused(String authorization) {
    assertUnknown(anybody.with("Authorization", authorization).get("/dashboard/queue-stats"));
  }

  @Test
  void anAddressThatGuessesTokensIsBlockedForAWhile() {
    for (int i = 0; i < 10; i++) {
      assertUnknown(
          anybody.with("Authorization", "Bearer guess-" + i).get("/dashboard/queue-stats"));
    }
    assertThat(
            anybody
                .with("Authorization", "Bearer operator-token")
                .get("/dashboard/queue-stats")
                .status())
        .isEqualTo(429);
  }

  @Test
  void noSessionRemembersACaller() {
    assertThat(operator.get("/dashboard/queue-stats").headers().firstValue("Set-Cookie")).isEmpty();
  }

  /**
   * The call that a form on another site can make a browser send with the operator's credentials.
   */
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
  @ValueSource(strings = {"same-origin", "none"})
  void ourOwnPageMayAct(String site) {
    assertThat(operator.with("Sec-Fetch-Site", site).post(ACTIONS.getFirst()).status())
        .isEqualTo(404);
  }

  /** Other services may run on the same machine. */
  @Test
  void anotherPortIsAnotherOrigin() {
    assertThat(operator.with("Origin", origin(port)).post(ACTIONS.getFirst()).status())
        .isEqualTo(404);
    assertThat(operator.with("Origin", origin(port + 1)).post(ACTIONS.getFirst()).status())
        .isEqualTo(403);
  }

  @Test
  void theProxysHostNameCountsAsOurOwn() {
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

  /** A name in UTF-8, whose bytes a server reads as control characters. */
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

  private static String origin(int port) {
    return "http://127.0.0.1:" + port;
  }
}
