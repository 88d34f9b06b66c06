package sale.tsh.tds.api.openapi;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents the members of a Java record by their names in JSON, and whether each may be null.
 * Springdoc itself does not see {@link Nullable} on a type.
 */
class RecordSchemas extends ModelResolver {

  private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

  RecordSchemas(ObjectMapper mapper) {
    super(mapper.copy().setPropertyNamingStrategy(NAMES));
    openapi31(true);
  }

  @Override
  public Schema<?> resolve(
      AnnotatedType annotated, ModelConverterContext context, Iterator<ModelConverter> next) {
    Schema<?> schema = super.resolve(annotated, context, next);
    JavaType type = _mapper.constructType(annotated.getType());
    if (type.getRawClass().isRecord()) {
      @Nullable Schema<?> model = context.getDefinedModels().get(_typeName(type));
      if (model != null && model.getProperties() != null) {
        for (RecordComponent member : type.getRawClass().getRecordComponents()) {
          if (!member.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
            describe(model, member);
          }
        }
      }
    }
    return schema;
  }

  private static void describe(Schema<?> model, RecordComponent member) {
    String name = NAMES.translate(member.getName());
    @Nullable Schema<?> schema = model.getProperties().get(name);
    if (schema == null) {
      throw new IllegalStateException("%s has no member %s".formatted(model.getName(), name));
    }
    if (!member.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      model.addRequiredItem(name);
    } else if (schema.getAnyOf() == null) {
      model.addProperty(name, new Schema<>(SpecVersion.V31).anyOf(List.of(schema, nothing())));
    }
  }

  private static Schema<?> nothing() {
    Schema<?> nothing = new Schema<>(SpecVersion.V31);
    nothing.setTypes(Set.of("null"));
    return nothing;
  }
}
