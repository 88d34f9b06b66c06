package sale.tsh.tds.api.dashboard.layout;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import sale.tsh.tds.deadletter.DeadLetterGroups;

/**
 * Phrases, numbers, sizes and times as people read them in one language. Digits are Western in each
 * language. Templates use it as {@code format}.
 */
public final class Format {

  private static final Locale ARABIC_LOCALE = Locale.of("ar");

  static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, ARABIC_LOCALE);

  /** The language of JSON, logs and stored texts. */
  public static final Format ENGLISH = new Format(Locale.ENGLISH);

  private static final Format ARABIC = new Format(ARABIC_LOCALE);

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String DIRECTIONS = "[\\u202A-\\u202E\\u2066-\\u2069]";

  private static final String[] UNITS = {"b", "kb", "mb", "gb", "tb"};

  private final Locale language;
  private final ResourceBundle texts;

  private Format(Locale language) {
    this.language = language;
    this.texts =
        ResourceBundle.getBundle(
            "sale.tsh.tds.api.dashboard.messages",
            language,
            // Without it a bundle of the machine's language would go before the English one.
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  static Format of(Locale language) {
    return language.getLanguage().equals("ar") ? ARABIC : ENGLISH;
  }

  /**
   * A phrase. A value may be a phrase, a series of phrases, a count, a size, a word, a duration, a
   * day, a number or a text. A text does not affect the direction of the words around it.
   */
  public String say(Phrase phrase) {
    return say(phrase.key(), phrase.values().stream().map(this::value).toArray());
  }

  private String say(String key, Object... values) {
    String text = texts.getString(key);
    return values.length == 0 ? text : new MessageFormat(text, language).format(values);
  }

  private String value(Object value) {
    return switch (value) {
      case Phrase phrase -> say(phrase);
      case Phrase.Series series ->
          series.phrases().stream().map(this::say).collect(Collectors.joining(say("comma")));
      case Phrase.Counted count -> count(count.number(), count.noun());
      case Phrase.Word word -> word(word.group(), word.name());
      case Phrase.Size size -> bytes(size.bytes());
      case Duration time -> seconds(time.toMillis() / 1e3);
      case LocalDate day -> weekday(day);
      case Long number -> count(number);
      case Integer number -> count(number);
      case Double number -> decimal(number);
      default -> language.equals(Locale.ENGLISH) ? value.toString() : isolated(value.toString());
    };
  }

  /**
   * Our word for a name of the code, such as a status or a kind. A name that has none is shown as
   * it is, with spaces.
   */
  public String word(String group, String name) {
    String key = group + "." + name.replace(' ', '-');
    return texts.containsKey(key) ? texts.getString(key) : name.replace('_', ' ');
  }

  /** A count with separators: 45,000. */
  public String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** The size of a group in a list of groups: 300, or 500+. */
  public String glanced(long letters) {
    return upTo(letters, DeadLetterGroups.GLANCED);
  }

  /** The size of a group on its own page: 300, or 10,000+. */
  public String counted(long letters) {
    return upTo(letters, DeadLetterGroups.COUNTED);
  }

  private String upTo(long number, long most) {
    return number > most ? count(most) + "+" : count(number);
  }

  /** A count and its noun: 1 event, 1,200 events. */
  public String count(long number, String noun) {
    return say(form("count", number, noun), count(number));
  }

  /** A count up to a limit and its noun: 300 dead letters, 10,000+ dead letters. */
  public String counted(long number, String noun) {
    return say(form("count", number, noun), counted(number));
  }

  /** The noun of a count that stands apart from it: event, events. */
  public String noun(long number, String noun) {
    return say(form("noun", number, noun));
  }

  private String form(String group, long number, String noun) {
    return "%s.%s.%s".formatted(group, noun.replace(' ', '-'), Plural.of(language, number).key());
  }

  /** A number with at most one decimal place: 98.8, 12. */
  public String decimal(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,.1f", rounded).replaceFirst("\\.0$", "");
  }

  /** A share: 98.8 %. */
  public String percent(double percent) {
    return say("percent", decimal(percent));
  }

  /** A duration by its two largest units: 340 ms, 2.3 s, 5 min 3 s, 2 h 5 min, 3 d 4 h. */
  public String seconds(double seconds) {
    if (seconds < 1) {
      return unit("ms", count(Math.round(seconds * 1_000)));
    }
    if (seconds < 60) {
      return unit("s", decimal(seconds));
    }
    Duration whole = Duration.ofSeconds(Math.round(seconds));
    if (whole.toHours() < 1) {
      return pair(whole.toMinutes(), "min", whole.toSecondsPart(), "s");
    }
    return whole.toDays() < 1
        ? pair(whole.toHours(), "h", whole.toMinutesPart(), "min")
        : pair(whole.toDays(), "d", whole.toHoursPart(), "h");
  }

  /** A duration in milliseconds, as {@link #seconds} shows it. */
  public String millis(double millis) {
    return seconds(millis / 1_000);
  }

  /** The time from one instant to another, as {@link #seconds} shows it. */
  public String between(Instant from, Instant to) {
    return seconds(Math.max(0, Duration.between(from, to).toMillis()) / 1e3);
  }

  /** The time from one instant to another by its largest unit: 12 s, 3 min, 5 h, 2 d. */
  public String roughly(Instant from, Instant to) {
    Duration time = Duration.between(from, to);
    if (time.toDays() >= 2) {
      return unit("d", count(time.toDays()));
    }
    if (time.toHours() >= 2) {
      return unit("h", count(time.toHours()));
    }
    return time.toMinutes() >= 2
        ? unit("min", count(time.toMinutes()))
        : unit("s", count(Math.max(0, time.toSeconds())));
  }

  /** How long ago something was, as {@link #roughly} shows it: 12 s ago. */
  public String ago(Instant at, Instant now) {
    return say("ago", roughly(at, now));
  }

  /** A size: 812 B, 1.4 MB. */
  public String bytes(long bytes) {
    double size = (double) bytes;
    int unit = 0;
    while (size >= 1_000 && unit < UNITS.length - 1) {
      size /= 1_000;
      unit++;
    }
    return unit(UNITS[unit], decimal(size));
  }

  /** A time to the second, in UTC. */
  public String time(Instant time) {
    return UTC.format(time);
  }

  /** A day with its weekday: Saturday, 31 October 2026. */
  public String day(LocalDate day) {
    return DateTimeFormatter.ofPattern(say("pattern.day"), language).format(day);
  }

  /** A day of this week: Sat 31 Oct. */
  private String weekday(LocalDate day) {
    return DateTimeFormatter.ofPattern(say("pattern.weekday"), language).format(day);
  }

  /**
   * A text whose direction does not affect its surroundings, for places that take no element, such
   * as a window's title.
   */
  public String isolated(String text) {
    return "\u2068" + text.replaceAll(DIRECTIONS, "") + "\u2069";
  }

  private String pair(long large, String largeUnit, long small, String smallUnit) {
    String first = unit(largeUnit, count(large));
    return small == 0 ? first : first + " " + unit(smallUnit, count(small));
  }

  private String unit(String unit, String number) {
    return say("unit." + unit, number);
  }
}
