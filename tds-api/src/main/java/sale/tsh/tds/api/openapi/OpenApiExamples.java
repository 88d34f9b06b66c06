package sale.tsh.tds.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Gives every operation of {@code /openapi.json} its example, from one file. */
@Component
class OpenApiExamples implements OpenApiCustomizer {

  private static final String FILE = "openapi-examples.json";

  /** Request and answer of each operation, keyed by method and path. */
  private final Map<String, Map<String, Object>> examples;

  OpenApiExamples() throws IOException {
    try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
      examples = new JsonMapper().readValue(file, new TypeReference<>() {});
    }
  }

  @Override
  public void customise(OpenAPI documentation) {
    documentation
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) ->
                    give(operation, examples.getOrDefault(method.name() + " " + path, Map.of()))));
  }

  private static void give(Operation operation, Map<String, Object> example) {
    Optional.ofNullable(operation.getRequestBody())
        .map(RequestBody::getContent)
        .ifPresent(content -> give(content, example.get("request")));
    operation
        .getResponses()
        .forEach((status, response) -> {
          if (status.startsWith("2") && response.getContent() != null) {
            give(response.getContent(), example.get("answer"));
          }
        });
  }

  private static void give(Content content, @Nullable Object example) {
    if (example != null) {
      content.values().forEach(type -> type.setExample(example));
    }
  }
}
