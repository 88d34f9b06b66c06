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

/**
 * Reads settings by their environment variables. An empty value counts as not set, as in a {@code
 * .env} with {@code NAME=}.
 */
public final class Settings {

  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d|)");

  private final Function<String, @Nullable String> source;

  /**
   * Reads from a function that maps a variable's name to its value, or to null if it is not set.
   */
  public Settings(Function<String, @Nullable String> source) {
    this.source = source;
  }

  /** The value without surrounding blanks, or nothing if it is not set. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(source.apply(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  public String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /** The values that commas separate. There are none if the variable is not set. */
  public List<String> texts(String name) {
    return text(name).stream().flatMap(Settings::split).toList();
  }

  /** A whole number from {@code min} to {@code max}. */
  public int number(String name, int otherwise, int min, int max) {
    return text(name).map(value -> number(name, value, min, max)).orElse(otherwise);
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
    return text(name).map(value -> duration(name, value, min, max)).orElse(otherwise);
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

  /** The exception for a value that is not as expected. */
  public static SettingException refuse(String name, String value, String expected) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
    return new SettingException("%s is \"%s\" but must be %s".formatted(name, shown, expected));
  }

  private static int number(String name, String value, int min, int max) {
    String expected = "a whole number from %d to %d".formatted(min, max);
    try {
      int number = Integer.parseInt(value);
      if (number < min || number > max) {
        throw refuse(name, value, expected);
      }
      return number;
    } catch (NumberFormatException e) {
      throw refuse(name, value, expected);
    }
  }

  private static List<Duration> durations(String name, String value, Duration min, Duration max) {
    List<Duration> durations = split(value).map(each -> duration(name, each, min, max)).toList();
    if (durations.isEmpty()) {
      throw refuse(name, value, "one or more times separated by commas");
    }
    return durations;
  }

  /** Reads a value as {@link #duration(String, Duration, Duration, Duration)} does. */
  public static Duration duration(String name, String value, Duration min, Duration max) {
    String expected =
        "a time from %s to %s, such as 500ms, 30s or 5m".formatted(show(min), show(max));
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw refuse(name, value, expected);
    }
    double unit =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1_000;
        };
    Duration duration = Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      throw refuse(name, value, expected);
    }
    return duration;
  }

  private static String show(Duration duration) {
    if (duration.isPositive() && duration.equals(Duration.ofDays(duration.toDays()))) {
      return duration.toDays() + "d";
    }
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  private static Stream<String> split(String value) {
    return Pattern.compile(",")
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
