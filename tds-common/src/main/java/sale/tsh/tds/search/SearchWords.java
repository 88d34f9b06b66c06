package sale.tsh.tds.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Splits texts into the words that the index of records holds. A word is a run of letters or a run
 * of digits. Digits are also held backwards, because people know the end of a number.
 */
final class SearchWords {

  /** A longer word counts as far as this. */
  static final int LONGEST = 40;

  /** The least digits that are found by their beginning or end. */
  static final int FEWEST_DIGITS = 3;

  /** Marks digits that are held backwards. */
  private static final String BACKWARDS = "~";

  /** The article, which people write and leave out. */
  private static final List<String> ARTICLES = List.of("ال", "لل");

  private static final int SHORTEST_AFTER_ARTICLE = 3;

  /** A number of a country without its prefix for abroad has ten digits at most. */
  private static final int NATIONAL_DIGITS = 10;

  private SearchWords() {}

  /** The plain words of a text in their order, without single letters. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int[] characters = PlainText.of(text).toLowerCase(Locale.ROOT).codePoints().toArray();
    int start = 0;
    for (int i = 1; i <= characters.length; i++) {
      if (i == characters.length || sort(characters[i]) != sort(characters[start])) {
        int length = Math.min(i - start, LONGEST);
        if (sort(characters[start]) == CharacterSort.DIGITS
            || (sort(characters[start]) == CharacterSort.LETTERS && length > 1)) {
          words.add(new String(characters, start, length));
        }
        start = i;
      }
    }
    return words;
  }

  /** Adds what the index holds for a text. */
  static void add(String text, Set<String> held) {
    for (String word : split(text)) {
      held.add(word);
      if (isNumber(word)) {
        backwards(word).ifPresent(held::add);
      } else {
        withoutArticle(word).ifPresent(held::add);
      }
    }
  }

  /** Adds what the index holds for a telephone number, however it is grouped. */
  static void addPhone(String text, Set<String> held) {
    String digits = digits(text);
    if (!digits.isEmpty()) {
      held.add(digits);
      held.add(end(digits, NATIONAL_DIGITS));
      backwards(digits).ifPresent(held::add);
    }
  }

  /** All digits of a text, without the zeros at their beginning. */
  static String digits(String text) {
    String all = PlainText.of(text).replaceAll("[^0-9]", "").replaceFirst("^0+", "");
    return all.substring(0, Math.min(all.length(), LONGEST));
  }

  static boolean isNumber(String word) {
    return word.charAt(0) <= '9';
  }

  /** How the index holds the digits of a number from its end. */
  static Optional<String> backwards(String digits) {
    return digits.length() < FEWEST_DIGITS
        ? Optional.empty()
        : Optional.of(BACKWARDS + new StringBuilder(digits).reverse());
  }

  static Optional<String> withoutArticle(String word) {
    return ARTICLES.stream()
        .filter(word::startsWith)
        .map(article -> word.substring(article.length()))
        .filter(rest -> rest.length() >= SHORTEST_AFTER_ARTICLE)
        .findFirst();
  }

  static String end(String digits, int length) {
    return digits.substring(Math.max(0, digits.length() - length));
  }

  private static CharacterSort sort(int character) {
    return character == ' '
        ? CharacterSort.BLANKS
        : character >= '0' && character <= '9' ? CharacterSort.DIGITS : CharacterSort.LETTERS;
  }

  private enum CharacterSort {
    LETTERS,
    DIGITS,
    BLANKS
  }
}
