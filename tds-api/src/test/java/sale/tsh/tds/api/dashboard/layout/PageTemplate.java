package sale.tsh.tds.api.dashboard.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts in a template.
 *
 * @param literals words that the page would show as they are
 * @param expressions the expressions of its attributes
 * @param prototypes what elements hold whose text comes from the bundle, by key
 */
record PageTemplate(
    List<String> literals, List<String> expressions, Map<String, String> prototypes) {

  private static final Pattern TOKEN =
      Pattern.compile("(?s)<!--.*?-->|<!doctype[^>]*>|<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+");
  private static final Pattern NAME = Pattern.compile("</?([\\w:]+)");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?<![\\w:-])(aria-label|title|placeholder|data-name)=\"([^\"]*)\"");
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "th:(?:text|title|aria-label|placeholder|data-[a-z]+|replace|with)=\"([^\"]*)\"");
  private static final Pattern KEY = Pattern.compile("th:text=\"#\\{([\\w.-]+)}\"");
  private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

  /** Their text comes from an expression, or another fragment takes their place. */
  private static final Pattern REPLACED = Pattern.compile("th:(text|utext|replace|insert)=");

  private static final Set<String> VOID = Set.of("meta", "link", "input", "base", "br", "path");
  private static final Set<String> CODE = Set.of("code", "kbd");

  /** A placeholder that shows what a field takes, such as a type of event. */
  private static final Pattern EXAMPLE = Pattern.compile("[a-z.]+");

  static PageTemplate of(String source) {
    PageTemplate template = new PageTemplate(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    Deque<String> open = new ArrayDeque<>();
    Matcher tokens = TOKEN.matcher(source);
    while (tokens.find()) {
      template.add(tokens.group(), open);
    }
    return template;
  }

  private void add(String token, Deque<String> open) {
    if (token.startsWith("<!")) {
      return;
    }
    if (token.startsWith("</")) {
      open.pop();
    } else if (token.startsWith("<")) {
      tag(token, open);
    } else {
      text(token.strip(), open);
    }
  }

  private void tag(String tag, Deque<String> open) {
    EXPRESSION.matcher(tag).results().map(each -> each.group(1)).forEach(expressions::add);
    ATTRIBUTE
        .matcher(tag)
        .results()
        .map(each -> each.group(2))
        .filter(each -> WORD.matcher(each).find() && !EXAMPLE.matcher(each).matches())
        .forEach(literals::add);
    if (!VOID.contains(name(tag)) && !tag.endsWith("/>")) {
      open.push(tag);
    }
  }

  private void text(String text, Deque<String> open) {
    if (!WORD.matcher(text).find()) {
      return;
    }
    Matcher key = KEY.matcher(open.getFirst());
    if (key.find()) {
      prototypes.put(key.group(1), text);
    } else if (open.stream().noneMatch(PageTemplate::isReplacedOrCode)) {
      literals.add(text);
    }
  }

  /** A page is put into the layout as a whole, so its own root says nothing. */
  private static boolean isReplacedOrCode(String tag) {
    return CODE.contains(name(tag)) || (!name(tag).equals("html") && REPLACED.matcher(tag).find());
  }

  private static String name(String tag) {
    Matcher name = NAME.matcher(tag);
    return name.lookingAt() ? name.group(1) : "";
  }
}
