package sale.tsh.tds.api.dashboard.support;

/**
 * A position in a list sorted by descending number. The list continues with rows of a lower number.
 */
public record NumberCursor(long number) {

  /** The position before the first row. */
  public static final NumberCursor START = new NumberCursor(Long.MAX_VALUE);

  /** Reads a query parameter. The exception says what the parameter must be. */
  public static NumberCursor valueOf(String text) {
    try {
      return new NumberCursor(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a whole number, the arrival or the id of the last row");
    }
  }
}
