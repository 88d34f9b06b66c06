package sale.tsh.tds.delivery.record;

import java.text.Normalizer;
import java.util.Set;

/** Keeps invisible characters out of ids, so that no two ids look the same. */
public final class VisibleCharacters {

  /** The inbox stores a NUL as this character. Neither is allowed in an id, so both read alike. */
  private static final int REPLACEMENT = '\uFFFD';

  /** Characters that Unicode classes as letters, marks or symbols although they show nothing. */
  private static final Set<Integer> BLANK =
      Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

  private VisibleCharacters() {}

  /** The text without invisible characters at its start and its end. */
  public static String strip(String text) {
    int start = 0;
    while (start < text.length() && isRemovable(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    int end = text.length();
    while (end > start && isRemovable(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /** Whether each character is visible, and is the normal form (NFKC) of similar ones. */
  static boolean isPlain(String text) {
    return text.codePoints().allMatch(each -> isVisible(each) || each == ' ')
        && Normalizer.isNormalized(text, Normalizer.Form.NFKC);
  }

  /** Nobody types control characters by accident, so only blanks among them are removed. */
  private static boolean isRemovable(int codePoint) {
    return Character.isWhitespace(codePoint)
        || (!isVisible(codePoint)
            && codePoint != REPLACEMENT
            && Character.getType(codePoint) != Character.CONTROL
            && Character.getType(codePoint) != Character.SURROGATE);
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> codePoint != REPLACEMENT && !BLANK.contains(codePoint) && !isVariation(codePoint);
    };
  }

  private static boolean isVariation(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0x180B && codePoint <= 0x180F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }
}
