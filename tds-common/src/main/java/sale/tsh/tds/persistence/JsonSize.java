package sale.tsh.tds.persistence;

import sale.tsh.tds.json.Json;

/**
 * SQL for how large a jsonb value is as text. A number such as {@code 1e-9999} takes six bytes, but
 * PostgreSQL writes it in ten thousand. Records of earlier releases may hold many of them, and
 * their text may exceed what PostgreSQL can make.
 */
public final class JsonSize {

  /** The most digits before the point of a PostgreSQL number. */
  private static final int MOST_WHOLE_DIGITS = 131_072;

  private JsonSize() {}

  /** Whether a jsonb or numeric value is a number with more digits than anybody wrote. */
  public static String isWide(String number) {
    return "(scale(%1$s::numeric) > %2$d or abs(%1$s::numeric) >= 1e%2$d)"
        .formatted(number, Json.MAX_DIGITS);
  }

  /** The wide numbers in a jsonb value as rows, each as {@code numbers.value}. */
  public static String wideNumbers(String json) {
    return "jsonb_path_query(%s, 'strict $.** ? (@.type() == \"number\")') as numbers (value) where %s"
        .formatted(json, isWide("numbers.value"));
  }

  /**
   * The bytes of a jsonb value as text, as {@code bigint}. If its wide numbers alone may exceed
   * {@code most}, this is the most bytes that they may have, and the text is not made.
   */
  public static String bytes(String json, long most) {
    return """
    (select case when digits > %2$d then digits else octet_length(%1$s::text) end
       from (select coalesce(sum(scale(numbers.value::numeric)
                                 + case when abs(numbers.value::numeric) >= 1e%3$d then %4$d else 0 end), 0) as digits
               from %5$s) wide)\
    """
        .formatted(json, most, Json.MAX_DIGITS, MOST_WHOLE_DIGITS, wideNumbers(json));
  }
}
