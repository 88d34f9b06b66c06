package sale.tsh.tds.api.dashboard.support;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The query parameter {@code limit}: the most rows to return. */
public record RowLimit(int rows) {

  public static final String DEFAULT = "50";
  private static final int MOST = 500;

  /** Reads the parameter. The exception says what the parameter must be. */
  public static RowLimit valueOf(String text) {
    try {
      int rows = Integer.parseInt(text);
      if (rows >= 1 && rows <= MOST) {
        return new RowLimit(rows);
      }
    } catch (NumberFormatException e) {
      // The refusal is the same as for a number out of range.
    }
    throw new IllegalArgumentException("a whole number from 1 to " + MOST);
  }

  /** The parameter in the API's documentation. */
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(
      description = "The most rows to return, newest first",
      schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = DEFAULT))
  public @interface Documented {}
}
