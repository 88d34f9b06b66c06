package sale.tsh.tds.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.testing.TestPassword;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests the API under {@code /tds/} of the machine's nginx, with the shipped configuration. */
@Tag("server")
@EnabledIf(
    value = "sale.tsh.tds.local.NginxProgram#isInstalled",
    disabledReason = "this machine has no nginx")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SECRET = "the-secret-zoho-signs-with";
  private static final String OPERATOR =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("operator:" + TestPassword.PASSWORD).getBytes(UTF_8));
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final int LIMIT = 5 * 1024 * 1024;

  /** The callers' address, which differs from the address of nginx. */
  private static final String CALLER = "127.0.0.5";

  private LocalSystem system;
  private NginxProgram program;
  private LocalProcess nginx;
  private HttpClient http;

  @BeforeAll
  void start() {
    system =
        LocalSystem.start(
            Map.of(
                "ZOHO_WEBHOOK_SECRET", SECRET,
                "DASHBOARD_USER", "operator",
                "DASHBOARD_PASSWORD_HASH", TestPassword.HASH,
                "RETRY_DELAYS", "20ms",
                "WORKER_POLL_INTERVAL", "50ms",
                "MONITORING_INTERVAL", "1h"));
    Map<String, String> ports = FreePorts.of("port", "tlsPort");
    program =
        new NginxProgram(
            system.home().resolve("run/nginx"),
            "localhost",
            Integer.parseInt(ports.getOrDefault("port", "")),
            Integer.parseInt(ports.getOrDefault("tlsPort", "")),
            List.of(system.uri("").getAuthority()));
    nginx = system.process(program);
    nginx.start();
    http = client(CALLER);
  }

  @AfterAll
  void close() {
    system.close();
  }

  @Test
  void nginxAnswersUnderItsPrefixThroughTlsOnly() {
    HttpResponse<String> health = send(to("/tds/health"));
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("healthy");
    assertThat(health.headers().allValues("Strict-Transport-Security"))
        .as("for this name alone, without its subdomains")
        .containsExactly("max-age=31536000");
    HttpResponse<String> open =
        send(HttpRequest.newBuilder(URI.create(plain("/tds/webhooks/items?a=b"))));
    assertThat(open.statusCode()).isEqualTo(308);
    assertThat(open.headers().firstValue("Location"))
        .hasValue("https://localhost/tds/webhooks/items?a=b");
    assertThat(send(to("/tds")).headers().firstValue("Location"))
        .hasValue(nginx.address() + "/tds/");
    assertThat(send(to("/tds/actuator/health").header("Authorization", OPERATOR)).statusCode())
        .isEqualTo(404);
    assertThat(send(to("/health")).statusCode()).isEqualTo(404);
  }

  @Test
  void everyLinkOfTheDocumentationAndThePageWorks() {
    URI docs = follow("/tds/docs");
    assertThat(docs.getPath()).isEqualTo("/tds/swagger-ui/index.html");
    assertThat(links(docs)).hasSizeGreaterThan(3).allSatisfy(this::answers);
    assertThat(send(asOperator(docs.resolve("swagger-initializer.js"))).body())
        .contains("/tds/openapi.json/swagger-config");
    JsonNode document = JSON.readTree(send(asOperator(uri("/tds/openapi.json"))).body());
    assertThat(document.path("servers").path(0).path("url").asString())
        .isEqualTo(nginx.address() + "/tds");

    URI page = follow("/tds/dashboard");
    assertThat(page.getPath()).isEqualTo("/tds/dashboard/");
    assertThat(links(page)).isNotEmpty().allSatisfy(this::answers);
  }

  @Test
  void nginxPassesSignedDeliveriesUnchanged() {
    String body = item("signed", "\"1.50\"") + " ";
    String query = "zoho=a%20b%2Bc&first=%C3%A4";
    String signed = "firstä" + "zohoa b+c" + body;
    assertThat(deliver("items?" + query, body, signature(signed)).statusCode()).isEqualTo(202);
    HttpResponse<String> refused = deliver("items?" + query, body, signature(signed + " "));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("wrong_signature");
  }

  @Test
  void theApiItselfRefusesAndKeepsABodyThatIsTooLarge() {
    HttpResponse<String> refused = deliver("items", "x".repeat(LIMIT + 500_000), "");
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(refused.body()).contains("too_large");
    assertThat(one("select count(*) from tds_inbox_events where refusal = 'too_large'"))
        .isEqualTo("1");
    assertThat(deliver("items", "x".repeat(LIMIT * 2), "").statusCode()).isEqualTo(413);
  }

  @Test
  void onlyTheOwnPageActsForAnOperator() {
    String unreadable = item("dead", "\"abc\"");
    deliver("items", unreadable, signature(unreadable));
    String letter =
        await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () ->
                    one(
                        "select id from tds_dead_letter_queue where entity_id = 'dead' and redriven_at is null"),
                id -> !id.isEmpty());
    String alert =
        one(
            "insert into tds_alerts (cause, severity, title, message) values ('test', 'info', 't', 'm') returning id");
    for (String action :
        List.of("dead-letter/" + letter + "/retry", "alerts/" + alert + "/acknowledge")) {
      URI uri = uri("/tds/dashboard/" + action);
      assertThat(send(post(uri)).statusCode()).isEqualTo(401);
      assertThat(
              send(post(uri)
                      .header("Authorization", OPERATOR)
                      .header("Origin", "https://elsewhere.example"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              send(post(uri).header("Authorization", OPERATOR).header("Origin", nginx.address()))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void nginxNamesTheCallerWhateverItsHeadersClaim() throws IOException {
    String body = item("claims", "\"2\"");
    assertThat(
            send(post(uri("/tds/webhooks/items"))
                    .POST(BodyPublishers.ofString(body))
                    .header("X-Zoho-Webhook-Signature", signature(body))
                    .header("X-Forwarded-For", "203.0.113.9, 127.0.0.1")
                    .header("Forwarded", "for=203.0.113.9"))
                .statusCode())
        .isEqualTo(202);
    assertThat(one("select remote_address from tds_inbox_events where entity_id = 'claims'"))
        .isEqualTo(CALLER);
    JsonNode document =
        JSON.readTree(
            send(asOperator(uri("/tds/openapi.json"))
                    .header("X-Forwarded-Host", "elsewhere.example")
                    .header("X-Forwarded-Port", "1")
                    .header("X-Forwarded-Proto", "http")
                    .header("X-Forwarded-Prefix", "/other")
                    .header("Forwarded", "host=elsewhere.example;proto=http"))
                .body());
    assertThat(document.path("servers").path(0).path("url").asString())
        .isEqualTo(nginx.address() + "/tds");
    assertThat(Files.readString(system.home().resolve("logs/api.log")))
        .contains(CALLER + " as operator: GET /openapi.json 200")
        .doesNotContain("203.0.113.9");
  }

  @Test
  void nginxLimitsTheRequestsOfAnAddressButNotWebhooks() {
    HttpClient eager = client("127.0.0.6");
    List<Integer> asked = all(eager, Stream.generate(() -> to("/tds/ping").build()).limit(300));
    assertThat(asked).contains(200, 429).doesNotContain(503);
    Stream<HttpRequest> burst =
        IntStream.range(0, 120)
            .mapToObj(number -> item("burst" + number, "\"3\""))
            .map(body ->
                post(uri("/tds/webhooks/items"))
                    .POST(BodyPublishers.ofString(body))
                    .header("X-Zoho-Webhook-Signature", signature(body))
                    .build());
    assertThat(all(eager, burst)).containsOnly(202);
  }

  @Test
  void nginxAsksTheSenderToRepeatWhileNoApiAnswers() {
    system.api().kill();
    HttpResponse<String> answer = deliver("items", "{}", "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(JSON.readTree(answer.body()).path("status").asInt()).isEqualTo(503);
    system.api().start();
    assertThat(send(to("/tds/health")).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> deliver(String to, String body, String signature) {
    HttpRequest.Builder delivery =
        post(uri("/tds/webhooks/" + to)).POST(BodyPublishers.ofString(body));
    return send(
        signature.isEmpty() ? delivery : delivery.header("X-Zoho-Webhook-Signature", signature));
  }

  /** Follows the redirects and returns the last URL. */
  private URI follow(String path) {
    URI at = uri(path);
    HttpResponse<String> answer = send(asOperator(at));
    while (answer.statusCode() / 100 == 3) {
      at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
      answer = send(asOperator(at));
    }
    assertThat(answer.statusCode()).as(at.toString()).isEqualTo(200);
    return at;
  }

  private List<URI> links(URI page) {
    return LINK.matcher(send(asOperator(page)).body())
        .results()
        .map(link -> page.resolve(link.group(1)))
        .toList();
  }

  private void answers(URI link) {
    assertThat(link.getPath()).startsWith("/tds/");
    follow(link.getPath());
  }

  private List<Integer> all(HttpClient client, Stream<HttpRequest> requests) {
    return requests
        .map(request -> client.sendAsync(request, BodyHandlers.discarding()))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .map(HttpResponse::statusCode)
        .toList();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  private HttpRequest.Builder asOperator(URI uri) {
    return HttpRequest.newBuilder(uri).header("Authorization", OPERATOR);
  }

  private static HttpRequest.Builder post(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.noBody());
  }

  private URI uri(String path) {
    return URI.create(nginx.address() + path);
  }

  private String plain(String path) {
    return "http://localhost:" + program.port() + path;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A client that calls from another address of this machine. */
  private HttpClient client(String address) {
    return HttpClient.newBuilder()
        .sslContext(program.trust())
        .localAddress(InetAddress.ofLiteral(address))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private String one(String query) {
    return system.jdbc().sql(query).query((row, number) -> row.getString(1)).optional().orElse("");
  }

  private static String item(String id, String rate) {
    return "{\"item\":{\"item_id\":\"%s\",\"rate\":%s}}".formatted(id, rate);
  }

  private static String signature(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
