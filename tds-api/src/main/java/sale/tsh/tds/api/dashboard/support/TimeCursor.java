package sale.tsh.tds.api.dashboard.support;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import sale.tsh.tds.api.http.UtcTime;

/**
 * A position in a list sorted newest first. The list continues with rows older than {@code at}, or
 * of the same time with a lower id.
 */
public record TimeCursor(Instant at, UUID id) {

  /** The earliest time that a parameter may name. */
  public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final UUID NO_ID = new UUID(0, 0);

  /** The position before the first row. */
  public static final TimeCursor START =
      new TimeCursor(Instant.parse("9999-12-31T23:59:59Z"), NO_ID);

  /** The position just before the rows of a time, so that the list continues with them. */
  public static TimeCursor including(Instant at) {
    return new TimeCursor(at.plusNanos(1_000), NO_ID);
  }

  /**
   * Reads a query parameter: the time of the last row, or {@code time,id}. The exception says what
   * the parameter must be.
   */
  public static TimeCursor valueOf(String text) {
    String[] parts = text.split(",", 2);
    try {
      Instant at = LocalDateTime.parse(parts[0].strip()).toInstant(ZoneOffset.UTC);
      if (at.isBefore(EARLIEST) || at.isAfter(START.at)) {
        throw new IllegalArgumentException("out of range");
      }
      return new TimeCursor(at, parts.length == 2 ? UUID.fromString(parts[1].strip()) : NO_ID);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a row's queued_at, received_at or moved_to_dlq_at, such as 2026-10-31T10:00:00.000000, or that and its id: time,id");
    }
  }

  /** The query parameter that {@link #valueOf} reads: {@code time,id}. */
  @Override
  public String toString() {
    return "%s,%s".formatted(UtcTime.format(at), id);
  }
}
