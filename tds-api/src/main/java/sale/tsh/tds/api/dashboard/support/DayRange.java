package sale.tsh.tds.api.dashboard.support;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whole days in the time zone of the viewer.
 *
 * @param first null if the range has no beginning
 * @param last the last day in the range; null if the range has no end
 */
public record DayRange(ZoneId zone, @Nullable LocalDate first, @Nullable LocalDate last) {

  /** Resolves the days that a viewer names. Without a zone they are days of UTC. */
  public static DayRange of(
      Optional<NamedDay> from, Optional<NamedDay> to, Optional<Zone> zone, Instant now) {
    ZoneId id = zone.map(Zone::id).orElse(ZoneOffset.UTC);
    LocalDate today = LocalDate.ofInstant(now, id);
    return new DayRange(
        id,
        from.map(day -> day.date(today)).orElse(null),
        to.map(day -> day.date(today)).orElse(null));
  }

  /** The beginning of the first day. */
  public Instant since() {
    return first == null ? TimeCursor.EARLIEST : first.atStartOfDay(zone).toInstant();
  }

  /** The end of the last day. */
  public Instant until() {
    return last == null ? TimeCursor.START.at() : last.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** A day as a parameter names it: a date, {@code today} or {@code yesterday}. */
  public record NamedDay(String name) {

    private static final Pattern NAMED =
        Pattern.compile("today|yesterday|[1-9]\\d{3}-\\d\\d-\\d\\d");

    /** Reads a query parameter. The exception says what the parameter must be. */
    public static NamedDay valueOf(String text) {
      try {
        if (NAMED.matcher(text).matches()) {
          NamedDay day = new NamedDay(text);
          day.date(LocalDate.EPOCH);
          return day;
        }
      } catch (DateTimeException e) {
        // Refused below.
      }
      throw new IllegalArgumentException("a date such as 2026-10-31, today or yesterday");
    }

    private LocalDate date(LocalDate today) {
      return switch (name) {
        case "today" -> today;
        case "yesterday" -> today.minusDays(1);
        default -> LocalDate.parse(name);
      };
    }
  }

  /** The time zone of a viewer. */
  public record Zone(ZoneId id) {

    /** Reads a query parameter. The exception says what the parameter must be. */
    public static Zone valueOf(String text) {
      try {
        return new Zone(ZoneId.of(text));
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("a time zone such as Asia/Baghdad");
      }
    }
  }
}
