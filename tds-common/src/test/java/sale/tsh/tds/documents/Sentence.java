package sale.tsh.tds.documents;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sentence of a document, a comment, a log line, a refusal or a page.
 *
 * @param line the line of the file on which its paragraph begins, from 1
 */
record Sentence(String file, int line, String text) {

  /** The most words of a sentence. */
  static final int MAX_WORDS = 40;

  /** Words that this project does not use, and what to write instead. */
  private static final List<String> UNUSUAL =
      List.of(
          "anew (again)",
          "besides (also)",
          "dear (expensive, slow)",
          "goes before (precedes)",
          "mend (repair)",
          "mended (repaired)",
          "mends (repairs)",
          "stands in (is in)",
          "such a one (name it)",
          "those that (name them)",
          "those who (name them)",
          "told of (notified about)",
          "whoever (name the person)",
          "whatever of (name the part)");

  private static final Pattern END =
      Pattern.compile("(?<=[.!?…])[\"')\\]]*\\s+(?=[\"'(]*[A-Z0-9])");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern WORD = Pattern.compile("\\p{Alpha}");
  private static final Pattern JOINT = Pattern.compile(";|:(\\s|$)");

  /** The sentences of a paragraph. */
  static Stream<Sentence> of(String file, int line, String paragraph) {
    return END.splitAsStream(BLANKS.matcher(paragraph.strip()).replaceAll(" "))
        .map(text -> new Sentence(file, line, text))
        .filter(sentence -> sentence.words() > 3);
  }

  long words() {
    return BLANKS.splitAsStream(text).filter(word -> WORD.matcher(word).find()).count();
  }

  /** Whether the sentence contains a colon or semicolon. */
  boolean isJoined() {
    return JOINT.matcher(text).find();
  }

  /** Its words that this project does not use, each with what to write instead. */
  List<String> unusual() {
    return UNUSUAL.stream()
        .filter(each -> contains(each.substring(0, each.indexOf(" (")), text))
        .toList();
  }

  private static boolean contains(String words, String text) {
    return Pattern.compile("\\b" + words + "\\b", Pattern.CASE_INSENSITIVE).matcher(text).find();
  }

  @Override
  public String toString() {
    return "%s:%d: %s".formatted(file, line, text);
  }
}
