package sale.tsh.tds.search;

import java.text.Normalizer;

/**
 * Reduces a text to what its writers agree on. Case, accents and Arabic's optional signs go. All
 * digits become 0 to 9, and the forms of a letter become one letter.
 */
final class PlainText {

  private static final int TATWEEL = 0x0640;
  private static final int HAMZA = 0x0621;

  private PlainText() {}

  /** Letters and digits as above. Anything else is a blank. */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    // The decomposed form has an alef with a hamza as an alef and a mark.
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    int character;
    for (int i = 0; i < decomposed.length(); i += Character.charCount(character)) {
      character = decomposed.codePointAt(i);
      if (!isSilent(character)) {
        plain.appendCodePoint(letter(character));
      }
    }
    return plain.toString();
  }

  /** Signs that some writers leave out: vowels, joiners, marks of direction. */
  private static boolean isSilent(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
      default -> character == TATWEEL || character == HAMZA;
    };
  }

  private static int letter(int character) {
    if (Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER) {
      return '0' + Character.digit(character, 10);
    }
    if (!Character.isLetter(character)) {
      return ' ';
    }
    return switch (character) {
      case 'ى', 'ی' -> 'ي';
      case 'ة', 'ە', 'ہ', 'ھ' -> 'ه';
      case 'ک' -> 'ك';
      case 'ٱ' -> 'ا';
      default -> Character.toLowerCase(character);
    };
  }
}
