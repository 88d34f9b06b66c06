package sale.tsh.tds.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody looks for, as PostgreSQL's {@code tsquery}. A record is found if it has a word for
 * each word of the question. Letters are found by their beginning, digits by their beginning or
 * end.
 *
 * @param partial finds records by parts of words
 * @param exact finds the records that have the very words
 */
public record SearchQuery(String partial, String exact) {

  /** A longer question is refused. */
  public static final int LONGEST = 100;

  private static final int MOST_WORDS = 8;

  /** Digits in groups, such as a telephone number. */
  private static final Pattern GROUPED = Pattern.compile("[+(]?[0-9][0-9 ()+./-]{4,}");

  private static final int FEWEST_OF_PHONE = 6;
  private static final int LONGEST_PHONE = 15;

  /** The end of a telephone number that is the same with and without the country's prefix. */
  private static final int END_OF_PHONE = 9;

  /** Reads a question. Empty if it has neither two letters nor a digit. */
  public static Optional<SearchQuery> of(String question) {
    List<String> words = SearchWords.split(question).stream().limit(MOST_WORDS).toList();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String partial = allOf(words.stream().map(SearchQuery::beginning));
    String exact = allOf(words.stream().map(SearchQuery::quoted));
    return Optional.of(
        phone(question)
            .map(digits ->
                new SearchQuery(
                    anyOf(Stream.of(partial, formsOf(digits))),
                    anyOf(Stream.of(exact, quoted(digits)))))
            .orElseGet(() -> new SearchQuery(partial, exact)));
  }

  private static String beginning(String word) {
    if (!SearchWords.isNumber(word)) {
      return anyOf(
          Stream.concat(Stream.of(word), SearchWords.withoutArticle(word).stream())
              .map(each -> quoted(each) + ":*"));
    }
    return SearchWords.backwards(word)
        .map(backwards -> anyOf(Stream.of(quoted(word) + ":*", quoted(backwards) + ":*")))
        .orElseGet(() -> quoted(word));
  }

  /** The digits of a question that is one number in groups. */
  private static Optional<String> phone(String question) {
    StringBuilder plain = new StringBuilder();
    question
        .replaceAll("\\p{Cf}", "")
        .strip()
        .chars()
        .forEach(each ->
            plain.append(
                Character.isDigit(each) ? (char) ('0' + Character.digit(each, 10)) : (char) each));
    return Optional.of(plain)
        .filter(each -> GROUPED.matcher(each).matches())
        .map(each -> SearchWords.digits(each.toString()))
        .filter(digits -> digits.length() >= FEWEST_OF_PHONE);
  }

  private static String formsOf(String digits) {
    List<String> forms = new ArrayList<>(List.of(digits));
    SearchWords.backwards(digits).ifPresent(forms::add);
    if (digits.length() > END_OF_PHONE && digits.length() <= LONGEST_PHONE) {
      SearchWords.backwards(SearchWords.end(digits, END_OF_PHONE)).ifPresent(forms::add);
    }
    return anyOf(forms.stream().map(form -> quoted(form) + ":*"));
  }

  /** The words have letters and digits only, so nothing in them needs an escape. */
  private static String quoted(String word) {
    return "'" + word + "'";
  }

  private static String anyOf(Stream<String> terms) {
    return terms.collect(Collectors.joining(" | ", "(", ")"));
  }

  private static String allOf(Stream<String> terms) {
    return terms.collect(Collectors.joining(" & ", "(", ")"));
  }
}
