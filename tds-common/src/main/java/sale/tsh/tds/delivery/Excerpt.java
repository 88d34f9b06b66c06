package sale.tsh.tds.delivery;

/** What a refusal repeats of what was sent: little, and nothing that breaks a line of a log. */
final class Excerpt {

  private static final int LONGEST = 40;
  private static final int REPLACEMENT = '\uFFFD';

  private Excerpt() {}

  /** The start of a text. */
  static String of(String text) {
    String stripped = text.strip();
    return stripped.length() <= LONGEST ? stripped : stripped.substring(0, LONGEST) + "…";
  }

  /** The text with U+FFFD for control characters and half surrogates. */
  static String harmless(String text) {
    return text.codePoints()
        .map(each -> isHarmless(each) ? each : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Whether a character can stand in a log, an id or a {@code text} column. */
  static boolean isHarmless(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL && type != Character.SURROGATE;
  }
}
