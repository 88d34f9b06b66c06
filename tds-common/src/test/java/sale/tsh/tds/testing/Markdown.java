package sale.tsh.tds.testing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The parts of a Markdown document that tests read. */
public final class Markdown {

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|(.*)\\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern RULE = Pattern.compile("[-:| ]+");

  private final String text;

  public Markdown(String text) {
    this.text = FENCED.matcher(text).replaceAll("");
  }

  /** The headings, in their order. */
  public List<String> headings() {
    return HEADING.matcher(text).results().map(heading -> heading.group(1).strip()).toList();
  }

  /** The anchors of the headings: lower case, without punctuation, hyphens for blanks. */
  public List<String> anchors() {
    return headings().stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .toList();
  }

  /** The text between this heading and the next one. */
  public Markdown section(String heading) {
    Matcher begin = Pattern.compile("(?m)^#+ " + Pattern.quote(heading) + "$").matcher(text);
    if (!begin.find()) {
      throw new IllegalArgumentException("there is no heading " + heading);
    }
    String rest = text.substring(begin.end());
    Matcher end = HEADING.matcher(rest);
    return new Markdown(end.find() ? rest.substring(0, end.start()) : rest);
  }

  /** The cells of the rows of its tables, without their headers. */
  public List<List<String>> rows() {
    List<List<String>> all =
        ROW.matcher(text)
            .results()
            .map(row -> Stream.of(row.group(1).split("\\|", -1)).map(String::strip).toList())
            .toList();
    return IntStream.range(0, all.size())
        .filter(i -> !isRule(all.get(i)) && (i + 1 == all.size() || !isRule(all.get(i + 1))))
        .mapToObj(all::get)
        .toList();
  }

  private static boolean isRule(List<String> cells) {
    return cells.stream().allMatch(cell -> RULE.matcher(cell).matches());
  }

  /** The words of a cell that are marked as code. */
  public static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(word -> word.group(1)).toList();
  }
}
