package sale.tsh.tds.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.digest.Digests;
import tools.jackson.databind.JsonNode;

/**
 * {@code /docs} and {@code /openapi.json}; {@link DocumentedAnswersTest} holds it to the answers.
 */
class DocumentationTest extends DashboardTest {

  private static final Pattern STYLE_ELEMENT =
      Pattern.compile("createElement\\(\"style\",[^,]*,\"([^\"]*)\"");

  @Test
  void theDocumentationListsEveryEndpointWithASummary() {
    JsonNode paths = api.get("/openapi.json").json().path("paths");
    assertThat(paths.propertyNames())
        .contains(
            "/health",
            "/webhooks/{kind}",
            "/dashboard/metrics",
            "/dashboard/queue-stats",
            "/dashboard/trends",
            "/dashboard/recent-events",
            "/dashboard/dead-letter",
            "/dashboard/dead-letter/groups",
            "/dashboard/dead-letter/retry",
            "/dashboard/dead-letter/{id}/retry",
            "/dashboard/dead-letter/{id}/discard",
            "/dashboard/bulk/{id}",
            "/dashboard/bulk/{id}/cancel",
            "/dashboard/events/{id}",
            "/dashboard/records/{kind}/{id}",
            "/dashboard/refused",
            "/dashboard/refused/take-again",
            "/dashboard/refused/{id}/take-again",
            "/dashboard/kinds/{kind}/pause",
            "/dashboard/kinds/{kind}/resume",
            "/dashboard/reconciliation",
            "/dashboard/reconciliation/pause",
            "/dashboard/reconciliation/resume",
            "/dashboard/reconciliation/{kind}/sweep",
            "/dashboard/reconciliation/{kind}/release",
            "/dashboard/records/{kind}/{id}/pull",
            "/dashboard/records/{kind}/{id}/zoho",
            "/dashboard/alerts/{id}/acknowledge");
    Stream<JsonNode> operations = paths.valueStream().flatMap(JsonNode::valueStream);
    assertThat(operations)
        .allSatisfy(operation -> assertThat(operation.path("summary").asString("")).isNotBlank());
  }

  @Test
  void everyOperationHasAnExampleOfItsAnswer() {
    Documentation documentation = new Documentation(api.get("/openapi.json").json());
    documentation
        .paths()
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) ->
                assertExample(documentation, method + " " + path, operation)));
  }

  private static void assertExample(Documentation documentation, String name, JsonNode operation) {
    operation
        .path("responses")
        .forEachEntry((status, response) -> {
          if (status.startsWith("2")) {
            assertThat(response.path("content")).as(name).isNotEmpty();
            response
                .path("content")
                .forEach(type -> {
                  assertThat(type.has("example")).as(name).isTrue();
                  documentation.hold(name, type.path("schema"), type.path("example"));
                });
          }
        });
  }

  @Test
  void theDocumentationPageLoads() {
    Caller.Answer answer = api.get("/docs");
    assertThat(answer.status()).isEqualTo(302);
    Caller.Answer page = api.get(answer.header("Location"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("swagger-ui");
    assertThat(api.get("/swagger-ui/swagger-initializer.js").body())
        .contains("/openapi.json/swagger-config");
  }

  @Test
  void thePagesPolicyAllowsEachStyleOfItsScripts() {
    List<String> scripts =
        Stream.of("swagger-ui-bundle.js", "swagger-ui-standalone-preset.js")
            .map(script -> api.get("/swagger-ui/" + script).body())
            .toList();
    List<String> hashes =
        scripts.stream()
            .flatMap(script -> STYLE_ELEMENT.matcher(script).results())
            .map(style -> "'sha256-%s'".formatted(sha256(style.group(1))))
            .toList();
    assertThat(hashes).hasSize(1);
    assertThat(api.get("/swagger-ui/index.html").header("Content-Security-Policy"))
        .contains("style-src 'self' %s;".formatted(hashes.getFirst()))
        .doesNotContain("unsafe");
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Digests.sha256(text));
  }

  @Test
  void everyLinkStaysUnderTheProxysPrefix() {
    Caller proxied = api.with("X-Forwarded-Prefix", "/tds");
    assertThat(proxied.get("/docs").header("Location")).isEqualTo("/tds/swagger-ui/index.html");
    assertThat(proxied.get("/openapi.json").json().path("servers").path(0).path("url").asString())
        .endsWith("/tds");
    assertThat(proxied.get("/swagger-ui/swagger-initializer.js").body())
        .contains("/tds/openapi.json/swagger-config");
    assertThat(proxied.get("/dashboard/metrics").status()).isEqualTo(200);
  }

  /**
   * Lesson 19: the dashboard's address never answered anything. The redirect is relative, so it
   * needs no header from the proxy.
   */
  @Test
  void theDashboardsPageIsFoundWithoutItsSlash() {
    Caller.Answer answer = api.get("/dashboard");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).isEqualTo("dashboard/");
  }
}
