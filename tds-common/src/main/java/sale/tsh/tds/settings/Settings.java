package sale.tsh.tds.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.refusal.Excerpt;

/**
 * Reads settings by their environment variables. {@code NAME_FILE} may name a file with the value
 * of {@code NAME}, as container platforms and systemd hand secrets over. An empty value counts as
 * not set, as in a {@code .env} with {@code NAME=}.
 */
public final class Settings {

  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d|)");

  /** What follows the name of a setting in the variable that names its file. */
  private static final String FILE = "_FILE";

  /** The most characters of a value that a refusal repeats. */
  private static final int SHOWN = 60;

  private final Function<String, @Nullable String> source;

  /**
   * Reads from a function that maps a variable's name to its value, or to null if it is not set.
   */
  public Settings(Function<String, @Nullable String> source) {
    this.source = source;
  }

  /**
   * The value without surrounding blanks and line ends, or nothing if it is not set.
   *
   * @throws SettingException if the file of the value cannot be read, or both variables are set
   */
  public Optional<String> text(String name) {
    Optional<String> value = variable(name);
    Optional<String> file = file(name);
    if (value.isPresent() && file.isPresent()) {
      throw new SettingException("%1$s and %1$s_FILE are both set: set only one".formatted(name));
    }
    return file.map(path -> SettingFile.read(name + FILE, path))
        .flatMap(Settings::stripped)
        .or(() -> value);
  }

  public String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /** The values that commas or line ends separate. There are none if the variable is not set. */
  public List<String> texts(String name) {
    return text(name).stream().flatMap(Settings::split).toList();
  }

  /** A whole number from {@code min} to {@code max}. */
  public int number(String name, int otherwise, int min, int max) {
    return text(name)
        .map(value ->
            number(value)
                .filter(number -> min <= number && number <= max)
                .orElseThrow(
                    () -> refuse(name, value, "a whole number from %d to %d".formatted(min, max))))
        .orElse(otherwise);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean otherwise) {
    return text(name)
        .map(value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> throw refuse(name, value, "true or false");
            })
        .orElse(otherwise);
  }

  /**
   * A duration from {@code min} to {@code max}, such as {@code 500ms}, {@code 30s} or {@code 5m}. A
   * bare number is seconds.
   */
  public Duration duration(String name, Duration otherwise, Duration min, Duration max) {
    return text(name).map(value -> within(name, value, min, max)).orElse(otherwise);
  }

  /** One or more durations, separated by commas. */
  public List<Duration> durations(
      String name, List<Duration> otherwise, Duration min, Duration max) {
    return text(name).map(value -> durations(name, value, min, max)).orElse(otherwise);
  }

  /**
   * Up to {@code most} values separated by commas, each of {@code shortest} to 200 characters. A
   * refusal never shows a secret.
   */
  public List<String> secrets(String name, int shortest, int most) {
    List<String> secrets = texts(name);
    if (secrets.size() > most
        || secrets.stream().anyMatch(each -> each.length() < shortest || each.length() > 200)) {
      throw new SettingException(
          "%s must be at most %d secrets of %d to 200 characters, separated by a comma"
              .formatted(name, most, shortest));
    }
    return secrets;
  }

  /** A constant of an enum, by its name in lower case. */
  public <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    return text(name)
        .map(value ->
            Stream.of(type.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> refuse(name, value, "one of " + choices(type))))
        .orElse(otherwise);
  }

  /** An address of this machine, as an IP address or a name. */
  public InetAddress address(String name, String otherwise) {
    String value = text(name, otherwise);
    try {
      return InetAddress.getByName(value);
    } catch (UnknownHostException e) {
      throw refuse(name, value, "an address of this machine, such as 127.0.0.1");
    }
  }

  /** The exception for a value that is not as expected. It never shows what a file holds. */
  public SettingException refuse(String name, String value, String expected) {
    return file(name).isPresent()
        ? new SettingException("The file of %s_FILE must hold %s".formatted(name, expected))
        : refusal(name, value, expected);
  }

  /** Reads the value of a parameter that is no setting, such as one of a request. */
  public static Duration duration(String name, String value, Duration min, Duration max) {
    return duration(value, min, max).orElseThrow(() -> refusal(name, value, expected(min, max)));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(source.apply(name)).flatMap(Settings::stripped);
  }

  private Optional<String> file(String name) {
    return variable(name + FILE);
  }

  private Duration within(String name, String value, Duration min, Duration max) {
    return duration(value, min, max).orElseThrow(() -> refuse(name, value, expected(min, max)));
  }

  private List<Duration> durations(String name, String value, Duration min, Duration max) {
    List<Duration> durations = split(value).map(each -> within(name, each, min, max)).toList();
    if (durations.isEmpty()) {
      throw refuse(name, value, "one or more times separated by commas");
    }
    return durations;
  }

  private static SettingException refusal(String name, String value, String expected) {
    return new SettingException(
        "%s is \"%s\" but must be %s".formatted(name, Excerpt.of(value, SHOWN), expected));
  }

  private static Optional<Integer> number(String value) {
    try {
      return Optional.of(Integer.valueOf(value));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> duration(String value, Duration min, Duration max) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double unit =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1_000;
        };
    return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit)))
        .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0);
  }

  private static String expected(Duration min, Duration max) {
    return "a time from %s to %s, such as 500ms, 30s or 5m".formatted(show(min), show(max));
  }

  private static String show(Duration duration) {
    if (duration.isPositive() && duration.equals(Duration.ofDays(duration.toDays()))) {
      return duration.toDays() + "d";
    }
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  private static Optional<String> stripped(String value) {
    return Optional.of(value.strip()).filter(each -> !each.isEmpty());
  }

  private static Stream<String> split(String value) {
    return Pattern.compile(",|\\R")
        .splitAsStream(value)
        .map(String::strip)
        .filter(each -> !each.isEmpty());
  }

  private static <E extends Enum<E>> String choices(Class<E> type) {
    return String.join(
        ", ",
        Stream.of(type.getEnumConstants())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList());
  }
}
