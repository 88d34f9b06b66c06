package sale.tsh.tds.json;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * Parses Zoho's times, such as {@code 2026-09-04T14:22:03+0100}. The offset may also be {@code
 * +01:00} or {@code Z}. A text without an offset is no time, since nobody can say which instant it
 * means.
 */
public final class ZohoTime {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendPattern("HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[XXX][XX]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private ZohoTime() {}

  /**
   * The instant that a text means. Empty if the text is no time with an offset, or is outside the
   * years 1 to 9999 of UTC. The zero date of .NET with India's offset is in the year 0 and means no
   * time.
   */
  public static Optional<Instant> parse(String text) {
    return any(text).filter(ZohoTime::isStorable);
  }

  /** Whether a text is a time with an offset, but outside the years 1 to 9999 of UTC. */
  public static boolean isOutOfRange(String text) {
    return any(text).filter(time -> !isStorable(time)).isPresent();
  }

  /** Whether Zoho can mean this year. PostgreSQL refuses many of the others. */
  public static boolean isYear(int year) {
    return year >= 1 && year <= 9999;
  }

  private static boolean isStorable(Instant time) {
    return isYear(time.atOffset(ZoneOffset.UTC).getYear());
  }

  private static Optional<Instant> any(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.strip(), FORMAT).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
