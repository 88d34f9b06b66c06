package sale.tsh.tds.api.openapi;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.Instant;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.api.http.UtcTime;

/** Describes the API as a whole in {@code /openapi.json}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String BASIC = "user";
  private static final String BEARER = "token";

  static {
    SpringDocUtils.getConfig()
        .replaceWithSchema(
            Instant.class,
            new StringSchema()
                .description("UTC, without a zone")
                .pattern(UtcTime.PATTERN)
                .example("2026-10-31T10:00:00.000000"));
  }

  @Bean
  ModelResolver modelResolver(ObjectMapperProvider mappers) {
    return new RecordSchemas(mappers.jsonMapper());
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("TDS Core")
                .version("1.0.0")
                .description(
                    "Takes in Zoho webhooks, loses none, and brings each into PostgreSQL exactly once in effect."
                        + " Errors are application/problem+json (RFC 9457)."))
        .components(
            new Components()
                .addSecuritySchemes(
                    BASIC, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic"))
                .addSecuritySchemes(
                    BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")))
        .addSecurityItem(new SecurityRequirement().addList(BASIC))
        .addSecurityItem(new SecurityRequirement().addList(BEARER));
  }
}
