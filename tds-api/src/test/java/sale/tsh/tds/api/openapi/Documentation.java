package sale.tsh.tds.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import sale.tsh.tds.api.dashboard.Caller;
import tools.jackson.databind.JsonNode;

/** Compares answers with {@code /openapi.json}, and remembers which answers it has seen. */
final class Documentation {

  private final JsonNode document;
  private final Set<String> unseen = new TreeSet<>();

  Documentation(JsonNode document) {
    this.document = document;
    document
        .path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) ->
                operation
                    .path("responses")
                    .propertyNames()
                    .forEach(status -> unseen.add(name(method, path, status)))));
  }

  JsonNode paths() {
    return document.path("paths");
  }

  /** The documented answers that were never seen, such as {@code GET /health 503}. */
  Set<String> unseen() {
    return unseen;
  }

  /** Fails unless the path documents the status, the type and each member of this answer. */
  void hold(String method, String path, Caller.Answer answer) {
    JsonNode responses = paths().path(path).path(method.toLowerCase(Locale.ROOT)).path("responses");
    String exact = Integer.toString(answer.status());
    String status =
        Stream.of(exact, exact.charAt(0) + "XX", "default")
            .filter(responses::has)
            .findFirst()
            .orElse("none");
    String name = name(method, path, status);
    JsonNode content = responses.path(status).path("content").path(answer.header("Content-Type"));
    assertThat(content.has("schema")).as("%s documents %s", name, answer).isTrue();
    hold(name, content.path("schema"), answer.json());
    // The default answers are errors. A success without its own entry is undocumented.
    assertThat(status.equals("default") && answer.status() < 400).as(name).isFalse();
    unseen.remove(name);
  }

  /** Fails unless the value fits the schema. */
  void hold(String name, JsonNode schema, JsonNode value) {
    assertThat(faults(schema, value, "")).as(name).isEmpty();
  }

  private Stream<String> faults(JsonNode schema, JsonNode value, String at) {
    if (schema.has("$ref")) {
      return faults(document.at(schema.path("$ref").asString().substring(1)), value, at);
    }
    if (schema.has("anyOf")) {
      JsonNode first = schema.path("anyOf").path(0);
      boolean fits =
          schema
              .path("anyOf")
              .valueStream()
              .anyMatch(each -> faults(each, value, at).findAny().isEmpty());
      return fits ? Stream.of() : faults(first, value, at);
    }
    return Stream.concat(
        fits(schema, value) ? Stream.of() : Stream.of("%s is %s".formatted(at, value)),
        Stream.concat(elements(schema, value, at), members(schema, value, at)));
  }

  private Stream<String> elements(JsonNode schema, JsonNode value, String at) {
    return value.isArray() && schema.has("items")
        ? value.valueStream().flatMap(each -> faults(schema.path("items"), each, at + "[]"))
        : Stream.of();
  }

  /** Fails for a member that is not documented, and for a required member that is missing. */
  private Stream<String> members(JsonNode schema, JsonNode value, String at) {
    if (!value.isObject() || !schema.has("type")) {
      return Stream.of();
    }
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    Stream<String> present =
        value
            .propertyStream()
            .flatMap(member -> {
              String place = at + "/" + member.getKey();
              JsonNode documented = properties.path(member.getKey());
              JsonNode its = documented.isMissingNode() ? others : documented;
              return its.isMissingNode()
                  ? Stream.of(place + " is not documented")
                  : faults(its, member.getValue(), place);
            });
    Stream<String> absent =
        schema
            .path("required")
            .valueStream()
            .map(JsonNode::asString)
            .filter(name -> !value.has(name))
            .map(name -> at + "/" + name + " is not there");
    return Stream.concat(present, absent);
  }

  private static boolean fits(JsonNode schema, JsonNode value) {
    boolean typed =
        switch (schema.path("type").asString("")) {
          case "" -> true;
          case "null" -> value.isNull();
          case "string" -> value.isString();
          case "boolean" -> value.isBoolean();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "array" -> value.isArray();
          case "object" -> value.isObject();
          default -> false;
        };
    return typed
        && (!schema.has("pattern") || value.asString().matches(schema.path("pattern").asString()))
        && (!schema.path("format").asString("").equals("uuid") || isUuid(value.asString()));
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String name(String method, String path, String status) {
    return "%s %s %s".formatted(method.toUpperCase(Locale.ROOT), path, status);
  }
}
