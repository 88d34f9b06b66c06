package sale.tsh.tds.api.http;

import java.util.Map;
import java.util.UUID;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * A parameter that cannot be read.
 *
 * @param name the parameter's
 * @param expected what it must be
 */
public record Mistyped(String name, String expected) {

  /** Of common types; types of our own say it when they refuse. */
  private static final Map<Class<?>, String> EXPECTED = Map.of(UUID.class, "a UUID");

  /** By what Spring could not convert. */
  public static Mistyped of(TypeMismatchException e) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(e.getPropertyName());
    String refusal = String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    return new Mistyped(name, EXPECTED.getOrDefault(e.getRequiredType(), refusal));
  }
}
