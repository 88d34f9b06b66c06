package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.testing.TestPassword;

/** Two organisations on one machine, each with its own database, behind one nginx and one page. */
@Tag("server")
@EnabledIf(
    value = "sale.tsh.tds.local.NginxProgram#isInstalled",
    disabledReason = "this machine has no nginx")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrganisationsIT {

  private static final Path DEPLOY = Path.of("../deploy").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final int BACKLOG = 60;

  private Organisation first;
  private Organisation shop;
  private NginxProgram program;
  private Path page;
  private HttpClient http;

  @BeforeAll
  void start() throws IOException {
    first = Organisation.start("first", "/tds/");
    shop = Organisation.start("shop", "/tds/shop/");
    Map<String, String> ports = FreePorts.of("port", "tlsPort");
    program =
        new NginxProgram(
            first.system.home().resolve("run/nginx"),
            "localhost",
            Integer.parseInt(ports.getOrDefault("port", "")),
            Integer.parseInt(ports.getOrDefault("tlsPort", "")),
            List.of(first.system.uri("").getAuthority()));
    program.prepare();
    page = program.directory().resolve("page.html");
    Path passwords = program.directory().resolve("passwords");
    Files.writeString(passwords, "operator:" + require("openssl", "passwd", "-6", "a password"));
    include("organisation.conf", Map.of("ORGANISATION", "shop", "8011", shop.system.port() + ""));
    include(
        "organisations.conf",
        Map.of(
            "/etc/nginx/tds-organisations.passwords", quoted(passwords),
            "/run/tds-core-organisations/page.html", quoted(page)));
    Files.writeString(
        program.directory().resolve("list"),
        "# name, metrics, dashboard\n%s\n%s\n".formatted(first.line(), shop.line()));
    first.system.process(program).start();
    http = HttpClient.newBuilder().sslContext(program.trust()).build();
  }

  @AfterAll
  void close() {
    shop.system.close();
    first.system.close();
  }

  @Test
  @Order(1)
  void eachTakesInWhatItsOwnKeySends() {
    assertThat(deliver(first, first.key, "1", "Olive oil")).isEqualTo(202);
    assertThat(deliver(shop, shop.key, "1", "Vinegar")).isEqualTo(202);
    assertThat(deliver(first, shop.key, "1", "Salt")).isEqualTo(401);
    assertThat(deliver(shop, first.key, "1", "Salt")).isEqualTo(401);
    await().atMost(PATIENCE).until(() -> first.names().equals("Olive oil"));
    await().atMost(PATIENCE).until(() -> shop.names().equals("Vinegar"));
  }

  @Test
  @Order(2)
  void aDashboardOpensWithItsOwnPasswordAndUnderItsOwnPath() {
    for (Organisation each : List.of(first, shop)) {
      HttpResponse<String> dashboard = get(each.path + "dashboard/", each.user());
      assertThat(dashboard.statusCode()).isEqualTo(200);
      URI at = dashboard.uri();
      assertThat(LINK.matcher(dashboard.body()).results())
          .isNotEmpty()
          .allSatisfy(
              link -> assertThat(at.resolve(link.group(1)).getPath()).startsWith(each.path));
    }
    assertThat(get(first.path + "dashboard/queue-stats", shop.user()).statusCode()).isEqualTo(401);
    assertThat(get(shop.path + "dashboard/queue-stats", first.user()).statusCode()).isEqualTo(401);
    assertThat(get(shop.path + "actuator/prometheus", shop.user()).statusCode()).isEqualTo(404);
  }

  @Test
  @Order(3)
  void thePageShowsBothAndNeedsItsOwnPassword() throws IOException {
    assertThat(get("/tds/organisations", first.user()).statusCode()).isEqualTo(401);
    awaitRow(first, "Healthy");
    awaitRow(shop, "Healthy");
    HttpResponse<String> answer = page();
    assertThat(answer.body())
        .contains("0 of 2 organisations need attention")
        .contains("href=\"/tds/dashboard/\"")
        .contains("href=\"/tds/shop/dashboard/\"");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
  }

  @Test
  @Order(4)
  void oneBacklogHoldsUpNoOther() throws IOException {
    shop.system.worker().kill();
    for (int number = 0; number < BACKLOG; number++) {
      assertThat(deliver(shop, shop.key, "b" + number, "Waiting")).isEqualTo(202);
    }
    assertThat(deliver(first, first.key, "2", "Pepper")).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> first.names().contains("Pepper"));
    assertThat(shop.names()).isEqualTo("Vinegar");
    awaitRow(shop, ">%d<".formatted(BACKLOG));
    assertThat(row(first)).contains("Healthy");
    shop.system.worker().start();
    await().atMost(PATIENCE).until(() -> shop.system.count("zoho.items") == BACKLOG + 1);
  }

  @Test
  @Order(5)
  void oneEndHoldsUpNoOther() throws IOException {
    shop.system.api().kill();
    assertThat(deliver(shop, shop.key, "3", "Sugar")).isEqualTo(503);
    assertThat(deliver(first, first.key, "3", "Sugar")).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> first.names().contains("Sugar"));
    awaitRow(shop, "The API does not answer");
    HttpResponse<String> answer = page();
    assertThat(answer.body()).contains("1 of 2 organisations need attention");
    assertThat(answer.body().indexOf(">shop<")).isLessThan(answer.body().indexOf(">first<"));
    first.system.api().kill();
    awaitRow(first, "The API does not answer");
    shop.system.api().start();
    assertThat(deliver(shop, shop.key, "3", "Sugar")).isEqualTo(202);
    awaitRow(shop, "Healthy");
  }

  /** Without jars beside it the script ends before it changes anything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "owner",
        "reader",
        "first",
        "dashboard",
        "Shop",
        "a.b",
        "../a",
        "1a",
        "-a",
        "a b",
        "aaaaaaaaaaaaaaaaa"
      })
  void aNameThatIsTakenOrOddIsRefused(String name) {
    Command ended =
        Command.run(List.of(DEPLOY.resolve("install.sh").toString(), "--organisation", name));
    assertThat(ended.succeeded()).isFalse();
    assertThat(ended.output()).containsAnyOf("cannot be the name", "needs a name");
  }

  @Test
  void anOrganisationNeedsAName() {
    String install = DEPLOY.resolve("install.sh").toString();
    assertThat(Command.run(List.of(install, "--organisation")).output()).contains("needs a name");
    assertThat(Command.run(List.of(install, "--organisation", "shop")).output())
        .contains("the jars are not beside this script");
  }

  /** It could not tell which organisation is meant. */
  @Test
  void wayBackOfAnUnpackedBundleIsRefused() {
    Command ended = Command.run(List.of(DEPLOY.resolve("rollback.sh").toString()));
    assertThat(ended.succeeded()).isFalse();
    assertThat(ended.output()).contains("/opt/tds_core/current/rollback.sh");
  }

  @Test
  @Order(6)
  void anEditedListMayEndWithoutALineAndHoldAnySign() throws IOException {
    Path list = program.directory().resolve("list");
    Files.writeString(list, first.line() + "\n<b>&\" 127.0.0.1:1 /tds/x\"/");
    assertThat(row(first)).isNotEmpty();
    assertThat(page().body())
        .contains("of 2 organisations")
        .contains("&lt;b&gt;&amp;&quot;</a>")
        .contains("href=\"/tds/x&quot;/\"");
  }

  private int deliver(Organisation to, String key, String id, String name) {
    return send(HttpRequest.newBuilder(uri(to.path + "webhooks/items"))
            .header("Content-Type", "application/json")
            .header("X-Webhook-Key", key)
            .POST(
                BodyPublishers.ofString(
                    "{\"item\":{\"item_id\":\"%s\",\"name\":\"%s\"}}".formatted(id, name))))
        .statusCode();
  }

  private HttpResponse<String> page() {
    return get("/tds/organisations", "operator:a password");
  }

  /** Writes the page until the row of an organisation has a text. */
  private void awaitRow(Organisation organisation, String text) {
    await().atMost(PATIENCE).until(() -> row(organisation).contains(text));
  }

  private String row(Organisation organisation) {
    require(
        DEPLOY.resolve("bin/tds-organisations").toString(),
        program.directory().resolve("list").toString(),
        page.toString());
    return page()
        .body()
        .lines()
        .filter(line -> line.contains(">%s<".formatted(organisation.name)))
        .findFirst()
        .orElse("");
  }

  private HttpResponse<String> get(String path, String user) {
    String account = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Basic " + account));
  }

  private HttpResponse<String> send(HttpRequest.Builder call) {
    try {
      return http.send(call.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create(program.address() + path);
  }

  /** A checkout may be in a folder with a blank. */
  private static String quoted(Path file) {
    return "\"%s\"".formatted(file);
  }

  /** Puts a shipped file where nginx includes it, as its first lines say. */
  private void include(String file, Map<String, String> changes) throws IOException {
    String text = Files.readString(DEPLOY.resolve("nginx").resolve(file));
    for (Map.Entry<String, String> change : changes.entrySet()) {
      assertThat(text).contains(change.getKey());
      text = text.replace(change.getKey(), change.getValue());
    }
    Files.writeString(program.more().resolve(file), text);
  }

  private static String require(String... command) {
    Command ended = Command.run(List.of(command));
    assertThat(ended.succeeded()).as(ended.output()).isTrue();
    return ended.output();
  }

  /** An organisation with its processes, database and credentials. */
  private record Organisation(
      String name, String path, String key, String metrics, LocalSystem system) {

    static Organisation start(String name, String path) {
      String key = "the-key-of-" + name;
      String port = FreePorts.of("port").getOrDefault("port", "");
      LocalSystem system =
          LocalSystem.start(
              Map.of(
                  "API_MANAGEMENT_PORT",
                  port,
                  "WEBHOOK_API_KEY",
                  key,
                  "DASHBOARD_USER",
                  name,
                  "DASHBOARD_PASSWORD_HASH",
                  TestPassword.HASH,
                  "WORKER_POLL_INTERVAL",
                  "50ms",
                  "MONITORING_INTERVAL",
                  "1s"));
      return new Organisation(name, path, key, "127.0.0.1:" + port, system);
    }

    String user() {
      return name + ":" + TestPassword.PASSWORD;
    }

    String line() {
      return "%s %s %sdashboard/".formatted(name, metrics, path);
    }

    String names() {
      return system
          .jdbc()
          .sql("select coalesce(string_agg(name, ', ' order by item_id), '') from zoho.items")
          .query(String.class)
          .single();
    }
  }
}
