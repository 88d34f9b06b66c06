package sale.tsh.tds.api.http;

import java.util.Map;
import java.util.UUID;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * A parameter that cannot be read.
 *
 * @param name the parameter's name
 * @param expected what the value must be
 */
public record ParameterError(String name, String expected) {

  /** For common types. Our own types say what they expect when they refuse a value. */
  private static final Map<Class<?>, String> EXPECTED = Map.of(UUID.class, "a UUID");

  /** Describes the parameter that Spring could not convert. */
  public static ParameterError of(TypeMismatchException e) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(e.getPropertyName());
    String refusal = String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    return new ParameterError(name, EXPECTED.getOrDefault(e.getRequiredType(), refusal));
  }
}
