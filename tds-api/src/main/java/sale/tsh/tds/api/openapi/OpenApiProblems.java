package sale.tsh.tds.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Adds the problem response to every operation in {@code /openapi.json}. */
@Component
class OpenApiProblems implements OpenApiCustomizer {

  private static final String NAME = "Problem";
  private static final String JSON =
      org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  @Override
  public void customise(OpenAPI documentation) {
    documentation.getComponents().addSchemas(NAME, problem());
    documentation.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .forEach(OpenApiProblems::addTo);
  }

  private static void addTo(Operation operation) {
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("Refused or failed; detail says what to do")
                .content(new Content().addMediaType(JSON, new MediaType())));
    operation.getResponses().values().stream()
        .map(response -> response.getContent().get(JSON))
        .filter(Objects::nonNull)
        .forEach(content -> content.setSchema(new Schema<>().$ref(NAME)));
  }

  private static Schema<?> problem() {
    return typed("object")
        .description("RFC 9457")
        .addProperty("type", typed("string"))
        .addProperty("title", typed("string"))
        .addProperty("status", typed("integer"))
        .addProperty("detail", typed("string"))
        .addProperty("instance", typed("string"))
        .addProperty("parameter", typed("string").description("The parameter that was refused"))
        .addProperty("cause", typed("string").description("Why a delivery was refused"))
        .addRequiredItem("title")
        .addRequiredItem("status")
        .addRequiredItem("detail");
  }

  private static Schema<?> typed(String type) {
    Schema<?> schema = new Schema<>(SpecVersion.V31);
    schema.setTypes(Set.of(type));
    return schema;
  }
}
