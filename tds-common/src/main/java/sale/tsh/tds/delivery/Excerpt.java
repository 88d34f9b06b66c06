package sale.tsh.tds.delivery;

/** What a refusal may repeat of what was sent: little, and nothing that breaks a line of a log. */
final class Excerpt {

  private static final int LONGEST = 40;

  private Excerpt() {}

  /** The start of a text, control characters and half surrogates replaced. */
  static String of(String text) {
    String stripped = text.strip();
    boolean whole = stripped.length() <= LONGEST;
    StringBuilder shown = new StringBuilder();
    (whole ? stripped : stripped.substring(0, LONGEST))
        .codePoints()
        .map(each -> isHarmless(each) ? each : '\uFFFD')
        .forEach(shown::appendCodePoint);
    return whole ? shown.toString() : shown + "…";
  }

  /** Whether a character can stand in a log, an id or a {@code text} column. */
  static boolean isHarmless(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL && type != Character.SURROGATE;
  }
}
