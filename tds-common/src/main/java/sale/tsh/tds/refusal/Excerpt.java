package sale.tsh.tds.refusal;

/**
 * The start of a sender's text, as refusals, errors and logs repeat it: short, and without
 * characters that break a line.
 */
public final class Excerpt {

  private static final int LONGEST = 40;
  private static final int REPLACEMENT = '\uFFFD';

  private Excerpt() {}

  /** The first 40 characters on one line, without blanks at either end. */
  public static String of(String text) {
    return onOneLine(of(text.strip(), LONGEST));
  }

  /** The first characters of a text as they are, with an ellipsis if there are more. */
  public static String of(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  /** The text with U+FFFD for control characters, line separators and half surrogates. */
  static String onOneLine(String text) {
    return text.codePoints()
        .map(each -> breaksLine(each) ? REPLACEMENT : each)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean breaksLine(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
