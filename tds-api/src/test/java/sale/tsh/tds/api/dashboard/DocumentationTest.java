package sale.tsh.tds.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code /docs} and {@code /openapi.json}, held against the real answers. */
class DocumentationTest extends DashboardTest {

  @Test
  void theDocumentationListsEveryEndpointWithASummary() {
    JsonNode paths = api.get("/openapi.json").json().path("paths");
    assertThat(paths.propertyNames())
        .contains(
            "/health",
            "/webhooks/{kind}",
            "/dashboard/metrics",
            "/dashboard/queue-stats",
            "/dashboard/recent-events",
            "/dashboard/dead-letter",
            "/dashboard/dead-letter/groups",
            "/dashboard/dead-letter/retry",
            "/dashboard/dead-letter/{id}/retry",
            "/dashboard/dead-letter/{id}/discard",
            "/dashboard/bulk/{id}",
            "/dashboard/bulk/{id}/cancel",
            "/dashboard/events/{id}",
            "/dashboard/kinds/{kind}/pause",
            "/dashboard/kinds/{kind}/resume",
            "/dashboard/alerts/{id}/acknowledge");
    Stream<JsonNode> operations = paths.valueStream().flatMap(JsonNode::valueStream);
    assertThat(operations)
        .allSatisfy(operation -> assertThat(operation.path("summary").asString("")).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "/dashboard/metrics",
    "/dashboard/queue-stats",
    "/dashboard/recent-events",
    "/dashboard/dead-letter",
    "/dashboard/dead-letter/groups",
    "/health",
  })
  void anAnswersMembersAreTheDocumentedOnes(String path) {
    queue.completed("contact", "1");
    queue.deadLetter("item", "2");
    JsonNode documentation = api.get("/openapi.json").json();
    JsonNode schema =
        documentation
            .path("paths")
            .path(path)
            .path("get")
            .path("responses")
            .path("200")
            .path("content")
            .path("application/json")
            .path("schema");
    assertDocumented(documentation, schema, api.get(path).json());
  }

  /** The page is no JSON, and needs no example. */
  @Test
  void everyOperationHasAnExampleOfItsAnswer() {
    JsonNode documentation = api.get("/openapi.json").json();
    documentation
        .path("paths")
        .forEachEntry(
            (path, item) -> {
              if (!path.equals("/dashboard/") && !path.equals("/dashboard")) {
                item.forEachEntry(
                    (method, operation) ->
                        assertExample(documentation, method + " " + path, operation));
              }
            });
  }

  private static void assertExample(JsonNode documentation, String name, JsonNode operation) {
    operation
        .path("responses")
        .forEachEntry(
            (status, response) -> {
              if (status.startsWith("2")) {
                assertThat(response.path("content")).as(name).isNotEmpty();
                response
                    .path("content")
                    .forEach(
                        type -> {
                          assertThat(type.has("example")).as(name).isTrue();
                          assertDocumented(
                              documentation, type.path("schema"), type.path("example"));
                        });
              }
            });
  }

  @Test
  void thePageOfTheDocumentationIsThereAndLoads() {
    Caller.Answer answer = api.get("/docs");
    assertThat(answer.status()).isEqualTo(302);
    Caller.Answer page = api.get(answer.header("Location"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("swagger-ui");
    assertThat(api.get("/swagger-ui/swagger-initializer.js").body())
        .contains("/openapi.json/swagger-config");
  }

  @Test
  void behindAProxyEverythingStaysUnderItsPrefix() {
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

  private static void assertDocumented(JsonNode documentation, JsonNode schema, JsonNode answer) {
    JsonNode resolved = resolve(documentation, schema);
    if (answer.isArray()) {
      answer.forEach(each -> assertDocumented(documentation, resolved.path("items"), each));
    } else if (answer.isObject() && resolved.has("properties")) {
      assertThat(keys(answer)).isEqualTo(keys(resolved.path("properties")));
      keys(answer)
          .forEach(
              key ->
                  assertDocumented(
                      documentation, resolved.path("properties").path(key), answer.path(key)));
    } else if (answer.isString() && resolved.has("pattern")) {
      assertThat(answer.asString()).matches(resolved.path("pattern").asString());
    }
  }

  private static JsonNode resolve(JsonNode documentation, JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty()
        ? schema
        : List.of(reference.substring(2).split("/")).stream()
            .reduce(documentation, JsonNode::path, (left, right) -> right);
  }
}
