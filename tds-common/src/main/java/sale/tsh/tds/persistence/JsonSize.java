package sale.tsh.tds.persistence;

import sale.tsh.tds.json.Json;

/**
 * SQL for how large a jsonb value is as text. A number such as {@code 1e-9999} takes six bytes, but
 * PostgreSQL writes it in ten thousand. Records of earlier releases may hold many of them, and
 * their text may exceed what PostgreSQL can make.
 */
public final class JsonSize {

  /** The most bytes of a PostgreSQL number as text. */
  private static final int MOST_OF_A_NUMBER = 150_000;

  /**
   * The numbers whose text is much longer than what was sent. A search for them is cheap, since it
   * needs no text. No operator tells the places of a zero, but a quotient has as many places as its
   * dividend, and so shows them.
   */
  private static final String GROWING =
      "$.** ? (@ >= 1e%1$d || @ <= -1e%1$d || (@ != 0 && @ > -1e-%1$d && @ < 1e-%1$d) || (@ == 0 && 1 - (1 + @) / 3 * 3 < 1e-%1$d))"
          .formatted(Json.MAX_DIGITS);

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
   * The bytes of a jsonb value as text. If it has a number that grows, this is one more than {@code
   * most}, and the text is not made.
   */
  public static String bytes(String json, long most) {
    return "(case when jsonb_path_exists(%1$s, 'lax %2$s') then %3$d else octet_length(%1$s::text) end)"
        .formatted(json, GROWING, most + 1);
  }

  /** The most bytes that the growing numbers of a jsonb value may have together as text. */
  public static String mostOfNumbers(String json) {
    return "jsonb_array_length(jsonb_path_query_array(%s, 'strict %s')) * %d::bigint"
        .formatted(json, GROWING, MOST_OF_A_NUMBER);
  }
}
