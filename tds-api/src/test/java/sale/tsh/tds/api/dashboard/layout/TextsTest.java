package sale.tsh.tds.api.dashboard.layout;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.alert.AllAlerts;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.queue.EventStatus;
import sale.tsh.tds.refusal.RefusalCause;
import sale.tsh.tds.testing.Checkout;

/** The words of the page are in one bundle, in each of its languages, and nowhere else. */
class TextsTest {

  private static final String FOLDER = "tds-api/src/main/resources/sale/tsh/tds/api/dashboard/";

  private static final Map<String, String> ENGLISH = texts("messages.properties");
  private static final Map<String, String> ARABIC = texts("messages_ar.properties");

  /** The forms of a noun beside a number are another set in each language. */
  private static final Pattern PLURAL =
      Pattern.compile("((?:count|noun)\\..*)\\.(zero|one|two|few|many|other)");

  private static final List<String> FORMS_IN_ENGLISH = List.of("one", "other");
  private static final List<String> FORMS_IN_ARABIC =
      Stream.of(Plural.values()).map(Plural::key).sorted().toList();

  private static final Pattern VALUE = Pattern.compile("\\{\\d}");

  /** Names of the product and its interface are the same in each language. */
  private static final Set<String> NAMES = Set.of("TDS Core", "English", "العربية");

  private static final Pattern LITERAL = Pattern.compile("(?:[?:] )?'[^']*'");

  /**
   * Several words, a capital, or what a condition chooses. Addresses and keys are none of these.
   */
  private static final Pattern PROSE =
      Pattern.compile("'[^']*[A-Za-z]{2,} [^']*'|'[A-Z][a-z]+[^']*'|[?:] '[a-z ]*[a-z]{2,}'");

  @Test
  void eachLanguageHasTheSameTexts() {
    assertThat(stems(ARABIC)).isEqualTo(stems(ENGLISH));
    assertThat(forms(ENGLISH))
        .allSatisfy((noun, forms) ->
            assertThat(forms).as(noun).containsExactlyElementsOf(FORMS_IN_ENGLISH));
    assertThat(forms(ARABIC))
        .allSatisfy(
            (noun, forms) -> assertThat(forms).as(noun).containsExactlyElementsOf(FORMS_IN_ARABIC));
  }

  @Test
  void eachLanguageHasTheSamePlaceholders() {
    ENGLISH.forEach((key, text) -> {
      if (!PLURAL.matcher(key).matches()) {
        assertThat(values(ARABIC.getOrDefault(key, ""))).as(key).isEqualTo(values(text));
      }
    });
  }

  /** In a text with placeholders an apostrophe would begin a quotation. */
  @Test
  void apostrophesSurvivePlaceholders() {
    for (Map<String, String> texts : List.of(ENGLISH, ARABIC)) {
      assertThat(texts)
          .allSatisfy((key, text) -> {
            if (!values(text).isEmpty()) {
              assertThat(new MessageFormat(text).toPattern().chars().filter(c -> c == '{').count())
                  .as(key)
                  .isEqualTo(text.chars().filter(c -> c == '{').count());
              assertThat(text.replace("''", "")).as(key).doesNotContain("'");
            }
          });
    }
  }

  @Test
  void everyTextThatIsAskedForExists() {
    assertThat(keysInTemplates()).isNotEmpty().isSubsetOf(ENGLISH.keySet());
    assertThat(found("Phrase\\.of\\(\\s*\"([\\w.-]+)\"[,)]", javaFiles()))
        .isNotEmpty()
        .isSubsetOf(ENGLISH.keySet());
  }

  @Test
  void everyTextIsUsed() {
    Collection<String> all = Stream.concat(javaFiles().stream(), templates().stream()).toList();
    Set<String> keys = keysInTemplates();
    keys.addAll(found("\"([\\w.-]+)\"", javaFiles()));
    Set<String> groups = found("(?:[Ww]ord\\(|Word\\()[\"']([\\w-]+)[\"']", all);
    groups.addAll(found("\"([\\w-]+)\\.\" \\+", javaFiles()));
    Set<String> nouns = found("(?:ount(?:ed)?|noun)\\([^;{}]*?, ['\"]([a-z -]+)['\"]\\)", all);
    assertThat(ENGLISH.keySet())
        .allSatisfy(key -> {
          MatchResult plural = PLURAL.matcher(key).results().findFirst().orElse(null);
          if (plural == null) {
            assertThat(keys.contains(key) || groups.contains(key.replaceFirst("\\..*", "")))
                .as(key)
                .isTrue();
          } else {
            assertThat(nouns.stream().map(noun -> noun.replace(' ', '-')))
                .contains(plural.group(1).replaceFirst("^\\w+\\.", ""));
          }
        });
  }

  @Test
  void namesOfTheCodeHaveWords() {
    assertThat(ENGLISH.keySet())
        .containsAll(KindCatalogue.kinds().stream().map(Kind::name).map("kind."::concat).toList())
        .containsAll(
            Stream.of(RefusalCause.values())
                .flatMap(
                    cause -> Stream.of("refusal." + cause.code(), "explanation." + cause.code()))
                .toList())
        .containsAll(
            Stream.of(EventStatus.values()).map(status -> "status." + status.text()).toList());
    Map<String, String> alerts = new TreeMap<>(ENGLISH);
    alerts.keySet().removeIf(key -> !key.startsWith("alert."));
    assertThat(alerts.values())
        .containsExactlyInAnyOrderElementsOf(new TreeSet<>(AllAlerts.titles()));
    assertThat(alerts)
        .allSatisfy((key, title) -> assertThat(key).isEqualTo("alert." + title.replace(' ', '-')));
  }

  @Test
  void templatesHaveNoWordsOfTheirOwn() {
    for (String file : templates()) {
      PageTemplate template = PageTemplate.of(Checkout.read(file));
      assertThat(template.literals()).as(file).isSubsetOf(NAMES);
      assertThat(
              template.expressions().stream()
                  .flatMap(each -> LITERAL.matcher(each).results())
                  .map(MatchResult::group)
                  .filter(PROSE.asMatchPredicate())
                  .filter(each -> NAMES.stream().noneMatch(each::contains)))
          .as(file)
          .isEmpty();
    }
  }

  /** The English that a reader of a template sees is what the page says. */
  @Test
  void templatesShowTheEnglishTexts() {
    for (String file : templates()) {
      assertThat(PageTemplate.of(Checkout.read(file)).prototypes())
          .as(file)
          .allSatisfy((key, text) ->
              assertThat(text).as(key).isEqualTo(ENGLISH.getOrDefault(key, "").strip()));
    }
  }

  private static Map<String, String> texts(String file) {
    Map<String, String> texts = new TreeMap<>();
    for (String line : Checkout.read(FOLDER + file).lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] entry = line.split("=", 2);
        assertThat(texts.put(entry[0], unescaped(entry[1]))).as(entry[0]).isNull();
      }
    }
    return texts;
  }

  private static String unescaped(String text) {
    return Pattern.compile("\\\\u(\\p{XDigit}{4})")
        .matcher(text)
        .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
  }

  private static Set<String> stems(Map<String, String> texts) {
    return texts.keySet().stream()
        .map(key -> PLURAL.matcher(key).replaceFirst("$1"))
        .collect(toCollection(TreeSet::new));
  }

  private static Map<String, List<String>> forms(Map<String, String> texts) {
    Map<String, List<String>> forms = new TreeMap<>();
    texts.keySet().stream()
        .flatMap(key -> PLURAL.matcher(key).results())
        .forEach(key ->
            forms.computeIfAbsent(key.group(1), noun -> new ArrayList<>()).add(key.group(2)));
    return forms;
  }

  private static Set<String> values(String text) {
    return VALUE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> keysInTemplates() {
    return found("(?:#\\{|msg\\(')([\\w.-]+)", templates());
  }

  private static Set<String> found(String pattern, Collection<String> files) {
    Pattern compiled = Pattern.compile(pattern);
    return files.stream()
        .flatMap(file -> compiled.matcher(Checkout.read(file)).results())
        .map(found -> found.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static List<String> templates() {
    return Checkout.files(".html").stream().filter(file -> file.startsWith(FOLDER)).toList();
  }

  private static List<String> javaFiles() {
    return Checkout.files(".java").stream()
        .filter(file -> file.startsWith("tds-api/src/main/java/sale/tsh/tds/api/dashboard/"))
        .toList();
  }
}
