package sale.tsh.tds.api.dashboard.layout;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;
import sale.tsh.tds.deadletter.DeadLetterGroups;

/** Numbers, sizes, times and texts as people read them. Templates use it as {@code @format}. */
@Component
public class Format {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String DIRECTIONS = "[\\u202A-\\u202E\\u2066-\\u2069]";

  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

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
    return "%s %s%s".formatted(count(number), noun, number == 1 ? "" : "s");
  }

  /** A number with at most one decimal place: 98.8, 12. */
  public String decimal(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,.1f", rounded).replaceFirst("\\.0$", "");
  }

  /** A duration by its two largest units: 340 ms, 2.3 s, 5 min 3 s, 2 h 5 min, 3 d 4 h. */
  public String seconds(double seconds) {
    if (seconds < 1) {
      return Math.round(seconds * 1_000) + " ms";
    }
    if (seconds < 60) {
      return decimal(seconds) + " s";
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
      return count(time.toDays()) + " d";
    }
    if (time.toHours() >= 2) {
      return time.toHours() + " h";
    }
    return time.toMinutes() >= 2 ? time.toMinutes() + " min" : Math.max(0, time.toSeconds()) + " s";
  }

  /** A size: 812 B, 1.4 MB. */
  public String bytes(long bytes) {
    double size = (double) bytes;
    int unit = 0;
    while (size >= 1_000 && unit < UNITS.length - 1) {
      size /= 1_000;
      unit++;
    }
    return decimal(size) + " " + UNITS[unit];
  }

  /** A time to the second, in UTC. */
  public String time(Instant time) {
    return UTC.format(time);
  }

  /**
   * A text whose direction does not affect its surroundings, for places that take no element, such
   * as a window's title.
   */
  public String isolated(String text) {
    return "\u2068" + text.replaceAll(DIRECTIONS, "") + "\u2069";
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return small == 0
        ? "%d %s".formatted(large, largeUnit)
        : "%d %s %d %s".formatted(large, largeUnit, small, smallUnit);
  }
}
