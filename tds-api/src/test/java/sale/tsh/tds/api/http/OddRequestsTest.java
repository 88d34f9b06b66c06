package sale.tsh.tds.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import sale.tsh.tds.testing.RawConnection;
import sale.tsh.tds.testing.TestDatabase;
import sale.tsh.tds.testing.TestPassword;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Queries, forms and headers that no usual client sends. None may cause a fault. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "API_PORT=0",
      "API_MANAGEMENT_PORT=0",
      "ENVIRONMENT=production",
      "WEBHOOK_API_KEY=a-key-for-webhooks",
      "DASHBOARD_USER=ali",
      "DASHBOARD_PASSWORD_HASH=" + TestPassword.HASH,
    })
@ExtendWith(OutputCaptureExtension.class)
@Isolated("captures the output of this JVM")
class OddRequestsTest {

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private static final List<String> QUERIES =
      List.of(
          "error=100%",
          "%zz",
          "a=%zz",
          "%ff",
          "a=%ff",
          "=",
          "=x&a",
          "%00=1",
          "a%0ab=1",
          "a=%ed%a0%80",
          "a=b&".repeat(1_001));

  /** Paths that are no routes of Spring MVC. */
  private static final List<String> FILES =
      List.of("/docs", "/swagger-ui/index.html", "/dashboard/assets/page.js", "/nothing");

  private static final List<String> HEADERS =
      List.of(
          "Content-Type: application/json; charset=klingon",
          "Content-Type: garbage",
          "Content-Type: /",
          "Content-Type: multipart/form-data",
          "Content-Type: multipart/form-data; boundary=x",
          "Content-Encoding: gzip",
          "Accept: garbage",
          "Accept: */*;q=x",
          "Accept: application/xml",
          "Accept-Language: -;q=x, \u00ff",
          "Accept-Encoding: \u00ff",
          "Range: bytes=x",
          "Range: bytes=9-1",
          "If-None-Match: \"",
          "If-Modified-Since: yesterday",
          "If-Unmodified-Since: yesterday",
          "Cookie: =; \"; a=\u00ff",
          "Origin: http://[",
          "Origin: \u00ff",
          "Sec-Fetch-Site: \u00ff",
          "Authorization: Basic",
          "Authorization: Basic %%%",
          "Authorization: Basic " + base64("no colon"),
          "Authorization: Bearer \u00ff",
          "Authorization: \u00ff",
          "X-Request-Id: \u00ff",
          "X-HTTP-Method-Override: BREW");

  /** Headers of a proxy that passes on what its caller sent. */
  private static final List<String> CLAIMS =
      List.of(
          "X-Forwarded-Prefix: tds",
          "X-Forwarded-Prefix: /a b",
          "X-Forwarded-Prefix: /a\"><script>",
          "X-Forwarded-Prefix: //evil.example",
          "X-Forwarded-Prefix: /..",
          "X-Forwarded-Prefix: /a/../b",
          "X-Forwarded-Prefix: /.",
          "X-Forwarded-Prefix: /a//b",
          "X-Forwarded-Prefix: /a;b",
          "X-Forwarded-Prefix: /a%2fb",
          "X-Forwarded-Prefix: /%00",
          "X-Forwarded-Prefix: /a\\b",
          "X-Forwarded-Prefix: /evil, /b",
          "X-Forwarded-Prefix: /evil\r\nX-Forwarded-Prefix: /b",
          "X-Forwarded-Prefix: \u00e9",
          "X-Forwarded-Prefix: ,",
          "X-Forwarded-Prefix:",
          "X-Forwarded-Prefix: /?x",
          "X-Forwarded-Prefix: /#x",
          "X-Forwarded-Prefix: http://evil.example/",
          "X-Forwarded-Prefix: " + "/evil".repeat(1_200),
          "X-Forwarded-Proto: java script:",
          "X-Forwarded-Proto: javascript",
          "X-Forwarded-Proto: ,",
          "X-Forwarded-Proto:",
          "X-Forwarded-Host: evil example",
          "X-Forwarded-Host: [::1",
          "X-Forwarded-Host: [:]",
          "X-Forwarded-Host: [1.2.3.4]",
          "X-Forwarded-Host: [::1%lo]",
          "X-Forwarded-Host: a:b",
          "X-Forwarded-Host: a:99999",
          "X-Forwarded-Host: a:1:2",
          "X-Forwarded-Host: a/b",
          "X-Forwarded-Host: a@b",
          "X-Forwarded-Host: " + "evil".repeat(1_500),
          "X-Forwarded-Host: ,",
          "X-Forwarded-Host: \u00e9",
          "X-Forwarded-Port: no",
          "X-Forwarded-Port: -1",
          "X-Forwarded-Port: 65536",
          "X-Forwarded-Port: 99999999999",
          "X-Forwarded-Port: ,",
          "X-Forwarded-Ssl: java",
          "X-Forwarded-For: \u00e9",
          "X-Forwarded-For: ,",
          "X-Forwarded-Evil: evil",
          "Forwarded: host=evil.example;proto=java script;for=\"");

  @SuppressWarnings("resource")
  private static final TestDatabase DATABASE = TestDatabase.migrated();

  @LocalServerPort private int port;
  @Autowired private RequestMappingHandlerMapping routes;
  private String credentials;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("DATABASE_URL", DATABASE::databaseUrl);
  }

  @BeforeEach
  void credentials() {
    credentials = basic("ali", TestPassword.PASSWORD);
  }

  @Test
  void anUnreadableRequestIsRefusedOrItsOddPartIgnored(CapturedOutput output) throws IOException {
    for (String target : targets()) {
      for (String query : QUERIES) {
        String start = target + "?" + query;
        assertNoFault(start, ask(start, credentials));
        assertNoFault(target, send(target, query, credentials, FORM));
      }
    }
    assertThat(output).doesNotContain("Fault");
  }

  @Test
  void noHeaderCausesAFault(CapturedOutput output) throws IOException {
    String other = "X-Forwarded-For: 203.0.113.8";
    for (String target : targets()) {
      for (String header : HEADERS) {
        String name = target + ", " + header;
        assertThat(send(target, "{", credentials, other, header).status()).as(name).isLessThan(500);
        assertThat(send(target, "{", other, header).status()).as(name).isLessThan(500);
      }
    }
    assertThat(output).doesNotContain("Fault");
  }

  @ParameterizedTest
  @ValueSource(strings = {"error=100%", "limit=5&error=%zz", "error=%ff&limit=%", "error=%e9"})
  void aProblemNamesTheParameter(String query) throws IOException {
    RawConnection.Answer answer = ask("GET /dashboard/recent-events?" + query, credentials);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    JsonNode problem = new JsonMapper().readTree(answer.body());
    assertThat(problem.path("parameter").asString()).isEqualTo("error");
    assertThat(problem.path("detail").asString()).contains("The parameter error", "UTF-8", "%25");
  }

  @Test
  void aPageNamesTheParameterToo() throws IOException {
    RawConnection.Answer answer = ask("GET /dashboard/view/events?error=100%", credentials);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().get("content-type")).startsWith("text/html");
    assertThat(answer.body()).contains("The parameter error", "%25", "To the overview");
  }

  /** Debug logging must not change the answers. */
  @Test
  void theAnswerIsTheSameAtAnyLogLevel(CapturedOutput output) throws IOException {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level level = root.getLevel();
    root.setLevel(Level.DEBUG);
    try {
      assertThat(ask("GET /ping?a=%zz").status()).isEqualTo(200);
      assertThat(send("POST /webhooks/items?a=%zz", "{}").status()).isEqualTo(401);
      assertThat(ask("GET /dashboard/recent-events?error=%zz", credentials).status())
          .isEqualTo(400);
    } finally {
      root.setLevel(level);
    }
    assertThat(output).doesNotContain("Fault");
  }

  @Test
  void aForwardedClaimThatIsInvalidHasNoEffect(CapturedOutput output) throws IOException {
    for (String target :
        List.of(
            "GET /ping",
            "GET /docs",
            "GET /openapi.json",
            "GET /swagger-ui/swagger-initializer.js",
            "GET /dashboard/",
            "GET /dashboard/view/nothing",
            "POST /webhooks/customers")) {
      RawConnection.Answer without = ask(target, credentials);
      for (String claim : CLAIMS) {
        RawConnection.Answer answer = ask(target, credentials, claim);
        assertThat(answer.status()).as("%s, %s", target, claim).isEqualTo(without.status());
        assertThat(answer.headers().get("location"))
            .as("%s, %s", target, claim)
            .isEqualTo(without.headers().get("location"));
        assertThat(answer.body())
            .as("%s, %s", target, claim)
            .doesNotContain("evil", "javascript:", "java script", "<script>");
      }
    }
    assertThat(output).doesNotContain("Fault", "Servlet.service()");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Forwarded-Prefix: /tds                     | /tds/swagger-ui/index.html
          X-Forwarded-Prefix: /tds/v1.0/               | /tds/v1.0/swagger-ui/index.html
          X-Forwarded-Host: tds.example:8443           | /swagger-ui/index.html
          """)
  void aValidForwardedClaimHasAnEffect(String claim, String location) throws IOException {
    assertThat(ask("GET /docs", credentials, claim).headers().get("location")).endsWith(location);
  }

  @Test
  void noCallerWritesALineOfTheLog(CapturedOutput output) throws IOException {
    String forged = "\n2026-11-29T00:00:00Z ERROR forged\u001b[2J";
    String encoded = "%0a2026-11-29T00:00:00Z%20ERROR%20forged%1b%5b2J";
    String[] headers = {
      "Referer: \u0085forged\u009b2J", "User-Agent: \u0085forged\u009b2J", "Cookie: a=\u0085forged"
    };
    for (String target :
        List.of(
            "GET /dashboard/events/" + encoded,
            "GET /dashboard/records/" + encoded + "/" + encoded,
            "GET /dashboard/view/events?error=" + encoded,
            "GET /dashboard/recent-events?limit=" + encoded,
            "POST /dashboard/kinds/" + encoded + "/pause",
            "POST /webhooks/" + encoded + "?op=" + encoded,
            "GET /" + encoded)) {
      ask(target, with(headers, credentials));
      ask(target, with(headers, basic("ali" + forged, "a guess"), "X-Forwarded-For: 203.0.113.7"));
    }
    ask("GET /ping", "X-Request-Id: last\u0085forged");
    await().untilAsserted(() -> assertThat(output).contains("request last"));
    assertThat(output.toString().lines())
        .noneMatch(line -> line.startsWith("2026-11-29T00:00:00Z ERROR"));
    assertThat(output.toString()).doesNotContain("\u001b[2J", "\u0085", "\u009b");
  }

  /** Each route with one of its methods, and paths that are no routes. */
  private List<String> targets() {
    Stream<String> handled =
        routes.getHandlerMethods().keySet().stream()
            .flatMap(route -> {
              Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
              String method = methods.isEmpty() ? "GET" : methods.iterator().next().name();
              return route.getPatternValues().stream()
                  .map(path -> method + " " + path.replaceAll("\\{[^}]*}|\\*\\*", "nothing"));
            });
    return Stream.concat(handled, FILES.stream().map("GET "::concat)).distinct().toList();
  }

  private static void assertNoFault(String target, RawConnection.Answer answer) {
    assertThat(answer.status()).as("%s: %s", target, answer.body()).isLessThan(500);
    if (answer.status() == 400) {
      assertThat(answer.body()).as(target).isNotBlank();
    }
  }

  private RawConnection.Answer ask(String target, String... headers) throws IOException {
    return send(target, "", headers);
  }

  private RawConnection.Answer send(String target, String body, String... headers)
      throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          "%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n%s\r\n%s"
              .formatted(
                  target,
                  port,
                  body.length(),
                  Stream.of(headers).map(header -> header + "\r\n").collect(joining()),
                  body));
      return connection.answer();
    }
  }

  private static String[] with(String[] headers, String... more) {
    return Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
  }

  private static String basic(String user, String password) {
    return "Authorization: Basic " + base64(user + ":" + password);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
