package sale.tsh.tds.documents;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sale.tsh.tds.testing.Checkout;

/**
 * Splits the texts of this checkout into sentences. {@code CONTRIBUTING.md} says how to write them
 * and how to run this class for some files.
 */
final class Prose {

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern ITEM = Pattern.compile("(?m)^ *(?:[-*]|\\d+\\.) +|^#+ .*$|^>");
  private static final Pattern RULE = Pattern.compile("(?m)^\\|[-:| ]+\\|$");
  private static final Pattern MARKDOWN_CODE = Pattern.compile("`[^`]+`");
  private static final Pattern LINK = Pattern.compile("!?\\[([^]]*)]\\([^)]*\\)");
  private static final Pattern PARAGRAPHS = Pattern.compile("\\n[ \\t]*\\n|\\|");

  private static final String COMMENT = "/\\*(?s:.*?)\\*/";
  private static final String LINE_COMMENTS = "//.*(?:\\n[ \\t]*//.*)*";
  private static final String BLOCK = "\"\"\"";
  private static final String QUOTED = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";
  private static final Pattern SCRIPT = Pattern.compile(COMMENT + "|" + LINE_COMMENTS);
  private static final Pattern JAVA =
      Pattern.compile(
          String.join(
              "|",
              BLOCK + "(?s:.*?)" + BLOCK,
              COMMENT,
              LINE_COMMENTS,
              "'(?:[^'\\\\]|\\\\.)'",
              QUOTED + "(?:\\s*\\+\\s*" + QUOTED + ")*"));
  private static final Pattern TAG = Pattern.compile("@(?:param|throws) \\S+|@return|<(?:p|li)>");
  private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s[^}]*}|<code>.*?</code>");
  private static final Pattern MARKUP = Pattern.compile("</?\\w[^>]*>");
  private static final Pattern SQL =
      Pattern.compile(
          "(?i)^\\s*(?:select|insert|update|delete|with|and|or|where|order|from|create|alter|set|join|lock|copy|union|limit|\\)|,).*");

  private static final Pattern SQL_COMMENTS = Pattern.compile("(?m)(?:^[ \\t]*--.*\\n)+");
  private static final Pattern SQL_TEXTS = Pattern.compile("(?s)\\bis\\s+'((?:[^']|'')*)'");
  private static final Pattern HASH_COMMENTS = Pattern.compile("(?m)(?:^[ \\t]*#(?!!).*\\n?)+");
  private static final Pattern XML_COMMENTS = Pattern.compile("(?s)<!--.*?-->");
  private static final Pattern HTML_TEXTS = Pattern.compile("(?s)(?<=>)[^<]+(?=<)");

  /** Installed somewhere: a changed comment would change its checksum. */
  private static final Pattern APPLIED_MIGRATION = Pattern.compile("/V[1-8]__");

  private static final Set<String> OTHER_PEOPLES = Set.of("LICENSE", "mvnw", "mvnw.cmd", "NOTICE");

  private Prose() {}

  /** The files that contain sentences. */
  static Set<String> files() {
    Set<String> files =
        Checkout.files(
            ".md",
            ".java",
            ".sql",
            ".sh",
            ".yaml",
            ".yml",
            ".service",
            ".timer",
            ".socket",
            ".conf",
            ".html",
            ".js",
            ".css",
            ".xml",
            ".properties",
            ".example",
            "bin/tds-backup",
            "bin/tds-run",
            "test/server-check",
            "test/machine",
            "/check",
            ".ci/run",
            ".ci/conformance",
            ".ci/failures",
            "tds-local/tds",
            "tds-bench/run");
    files.removeIf(file ->
        OTHER_PEOPLES.contains(file)
            || file.contains("/resources/delivery/")
            || APPLIED_MIGRATION.matcher(file).find()
            || file.startsWith(".mvn/"));
    return files;
  }

  /** The sentences of a file. */
  static List<Sentence> of(String file) {
    String text = Checkout.read(file);
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "md" -> markdown(file, text);
      case "java" -> java(file, text);
      case "sql" ->
          sum(
              found(file, text, SQL_COMMENTS, Prose::sqlComment),
              found(file, text, SQL_TEXTS, Prose::sqlText));
      case "html" ->
          sum(
              found(file, text, XML_COMMENTS, Prose::xmlComment),
              found(file, text, HTML_TEXTS, UnaryOperator.identity()));
      case "xml" -> found(file, text, XML_COMMENTS, Prose::xmlComment).toList();
      case "js", "css" -> found(file, text, SCRIPT, token -> javaToken(token, false)).toList();
      default -> found(file, text, HASH_COMMENTS, Prose::hashComment).toList();
    };
  }

  private static List<Sentence> markdown(String file, String text) {
    String plain = blankOut(text, FENCED);
    plain = blankOut(plain, RULE);
    plain = ITEM.matcher(plain).replaceAll("|");
    plain = MARKDOWN_CODE.matcher(plain).replaceAll("X");
    plain = LINK.matcher(plain).replaceAll("$1");
    return paragraphs(file, plain, 0, plain).toList();
  }

  /**
   * Comments, and texts of the program. A text may hold what looks like a comment, and the reverse.
   */
  private static List<Sentence> java(String file, String text) {
    boolean program = file.contains("/src/main/");
    return found(file, text, JAVA, token -> javaToken(token, program)).toList();
  }

  private static String javaToken(String token, boolean program) {
    if (token.startsWith("/*")) {
      return javadoc(token);
    }
    if (token.startsWith("//")) {
      return lineComment(token);
    }
    return program && token.startsWith("\"") && !token.startsWith(BLOCK) ? javaText(token) : "";
  }

  private static String javadoc(String comment) {
    String text = comment.replaceAll("^/\\*+|\\*/$", "").replaceAll("(?m)^\\s*\\* ?", "");
    text = INLINE.matcher(text).replaceAll("X");
    return MARKUP.matcher(TAG.matcher(text).replaceAll("\n\n")).replaceAll("");
  }

  private static String lineComment(String comment) {
    return comment.replaceAll("(?m)^\\s*// ?", "");
  }

  /** Keeps text that looks like a sentence, and drops SQL, patterns and lists of names. */
  private static String javaText(String literals) {
    String text = literals.replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"$", "");
    boolean sentence =
        text.split(" ").length > 4 && !text.contains("\\\\") && !SQL.matcher(text).matches();
    return sentence ? text.replace("\\n", "\n\n").replace("\\\"", "'") : "";
  }

  private static String sqlComment(String comment) {
    return comment.replaceAll("(?m)^\\s*-- ?", "");
  }

  private static String sqlText(String comment) {
    return comment.replaceAll("(?s)^is\\s+'|'$", "");
  }

  private static String hashComment(String comment) {
    return comment.replaceAll("(?m)^\\s*#+ ?", "");
  }

  private static String xmlComment(String comment) {
    return comment.replaceAll("^<!--|-->$", "");
  }

  private static List<Sentence> sum(Stream<Sentence> some, Stream<Sentence> others) {
    return Stream.concat(some, others).toList();
  }

  private static Stream<Sentence> found(
      String file, String text, Pattern pattern, UnaryOperator<String> plain) {
    return pattern
        .matcher(text)
        .results()
        .flatMap(found -> paragraphs(file, text, found.start(), plain.apply(found.group())));
  }

  private static Stream<Sentence> paragraphs(String file, String text, int at, String plain) {
    long line = 1 + text.substring(0, at).chars().filter(each -> each == '\n').count();
    Stream.Builder<Sentence> sentences = Stream.builder();
    int done = 0;
    for (String paragraph : PARAGRAPHS.splitAsStream(plain).toList()) {
      int begin = plain.indexOf(paragraph, done);
      done = begin + paragraph.length();
      long below = plain.substring(0, begin).chars().filter(each -> each == '\n').count();
      Sentence.of(file, (int) (line + below), paragraph).forEach(sentences);
    }
    return sentences.build();
  }

  /** Blanks out every match and keeps the line breaks. */
  private static String blankOut(String text, Pattern pattern) {
    return pattern
        .matcher(text)
        .replaceAll((MatchResult found) -> found.group().replaceAll("[^\\n]", " "));
  }

  /**
   * Prints the sentences to change, and the summary, of files whose paths begin with these names.
   * To run it for {@code docs}, call {@code java src/test/java/sale/tsh/tds/documents/Prose.java
   * docs} in {@code tds-common}.
   */
  public static void main(String[] names) {
    List<Sentence> sentences =
        files().stream()
            .filter(file -> names.length == 0 || Stream.of(names).anyMatch(file::startsWith))
            .flatMap(file -> of(file).stream())
            .toList();
    sentences.stream()
        .filter(each -> each.words() > Sentence.MAX_WORDS)
        .forEach(each -> System.out.printf("%d words: %s%n", each.words(), each));
    sentences.forEach(
        each -> each.unusual().forEach(word -> System.out.printf("%s: %s%n", word, each)));
    System.out.println(summary(sentences));
  }

  /** A summary of the sentences in one line. */
  static String summary(List<Sentence> sentences) {
    long joined = sentences.stream().filter(Sentence::isJoined).count();
    return String.format(
        Locale.ROOT,
        "%,d sentences, %.0f %% with a colon or semicolon, 90 %% have at most %d words",
        sentences.size(),
        100.0 * joined / Math.max(1, sentences.size()),
        percentile(sentences, 90));
  }

  static long percentile(List<Sentence> sentences, int percent) {
    List<Long> words = sentences.stream().map(Sentence::words).sorted().toList();
    return words.isEmpty() ? 0 : words.get((words.size() - 1) * percent / 100);
  }
}
