package sale.tsh.tds.api.dashboard;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/**
 * A place in a list that is newest first: only what came before the time, or at it with a lower id.
 */
public record Before(Instant at, UUID id) {

  /** Where the list starts. */
  public static final Before EVERYTHING =
      new Before(Instant.parse("9999-12-31T23:59:59Z"), new UUID(0, 0));

  private static final UUID NO_ID = new UUID(0, 0);

  /**
   * Reads the time of the last row at hand, or {@code time,id}; the exception says what it must be.
   */
  public static Before valueOf(String text) {
    String[] parts = text.split(",", 2);
    try {
      Instant at = LocalDateTime.parse(parts[0].strip()).toInstant(ZoneOffset.UTC);
      if (at.isBefore(EventFilter.EVER) || at.isAfter(EVERYTHING.at)) {
        throw new IllegalArgumentException("out of range");
      }
      return new Before(at, parts.length == 2 ? UUID.fromString(parts[1].strip()) : NO_ID);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a row's queued_at or received_at, such as 2026-10-31T10:00:00.000000, or that and its id: time,id");
    }
  }
}
