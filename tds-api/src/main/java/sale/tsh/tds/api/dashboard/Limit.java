package sale.tsh.tds.api.dashboard;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The most rows of an answer. */
public record Limit(int rows) {

  static final String DEFAULT = "50";
  private static final int MOST = 500;

  /** Reads the parameter; the exception says what it must be. */
  public static Limit valueOf(String text) {
    try {
      int rows = Integer.parseInt(text);
      if (rows >= 1 && rows <= MOST) {
        return new Limit(rows);
      }
    } catch (NumberFormatException e) {
      // The same answer as for a number out of range.
    }
    throw new IllegalArgumentException("a whole number from 1 to " + MOST);
  }

  /** How the API's documentation shows it. */
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(
      description = "The most rows to return, newest first",
      schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = DEFAULT))
  @interface Documented {}
}
