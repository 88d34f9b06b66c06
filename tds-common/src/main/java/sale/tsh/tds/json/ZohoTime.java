package sale.tsh.tds.json;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * Zoho's times: {@code 2026-09-04T14:22:03+0100}, the offset also as {@code +01:00} or {@code Z}. A
 * time without an offset is no time, since nobody can say which instant it means.
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
   * The instant that a text means; empty where it is not a time with an offset in the years 1 to
   * 9999.
   */
  public static Optional<Instant> parse(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text.strip(), FORMAT);
      boolean sensible = time.getYear() >= 1 && time.getYear() <= 9999;
      return sensible ? Optional.of(time.toInstant()) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
