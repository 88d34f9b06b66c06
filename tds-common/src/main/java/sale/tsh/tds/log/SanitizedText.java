package sale.tsh.tds.log;

/** Makes text safe for a line of a log. */
final class SanitizedText {

  private SanitizedText() {}

  /**
   * Escapes each character that breaks a line, controls a terminal or reverses the text after it,
   * such as {@code \n}, <code>&#92;u001b</code>.
   */
  static String of(String text) {
    if (text.codePoints().allMatch(SanitizedText::isHarmless)) {
      return text;
    }
    StringBuilder harmless = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(each -> {
          if (isHarmless(each)) {
            harmless.appendCodePoint(each);
          } else {
            harmless.append(escape(each));
          }
        });
    return harmless.toString();
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String escape(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(codePoint);
    };
  }
}
