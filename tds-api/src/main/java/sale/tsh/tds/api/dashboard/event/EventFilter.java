package sale.tsh.tds.api.dashboard.event;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.kind.RecordOperation;

/**
 * Selects the events of a list.
 *
 * @param type an event type such as {@code contact.created}, or a kind for all of its types
 * @param entityId the record's own id in Zoho
 * @param error a part of the last attempt's error, ignoring case
 * @param receivedSince the earliest time at which their deliveries came in
 * @param queuedSince the earliest time at which they were queued last
 * @param before the position where the list continues
 */
record EventFilter(
    StatusFilter status,
    Optional<String> type,
    Optional<String> entityId,
    Optional<String> error,
    Instant receivedSince,
    Instant queuedSince,
    TimeCursor before) {

  private static final int SEARCHED = 5_000;

  /** No filter: the newest of all events. */
  static final EventFilter NONE =
      new EventFilter(
          StatusFilter.ALL,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          TimeCursor.EARLIEST,
          TimeCursor.EARLIEST,
          TimeCursor.START);

  /**
   * The statuses to scan, separated by commas. Only an event whose last attempt failed has an
   * error, so a filter by error scans no other status.
   */
  String statuses() {
    return (error.isPresent() ? status.and(StatusFilter.FAILED) : status).joined();
  }

  /** How many events of each status to scan. */
  int lookedAt(int limit) {
    return error.isPresent() ? SEARCHED : limit;
  }

  /** The event types, separated by commas; empty for all. */
  String types() {
    return type.map(EventFilter::typesOf).orElse("");
  }

  /** The error as a pattern of SQL's {@code like}; empty for any. */
  String errorPattern() {
    return error.map(part -> "%" + part.replaceAll("([\\\\%_])", "\\\\$1") + "%").orElse("");
  }

  private static String typesOf(String type) {
    return type.indexOf('.') < 0
        ? String.join(
            ",",
            Stream.of(RecordOperation.values())
                .map(operation -> type + "." + operation.past())
                .toList())
        : type;
  }
}
