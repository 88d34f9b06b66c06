package sale.tsh.tds.api.dashboard;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import sale.tsh.tds.delivery.Operation;

/**
 * Which events a list holds.
 *
 * @param type an event type such as {@code contact.created}, or a kind for all of its types
 * @param entityId the record's own id in Zoho
 * @param error a part of the last attempt's error, letter case aside
 * @param since when they were queued, at the earliest
 * @param before where the list goes on
 */
public record EventFilter(
    StatusFilter status,
    Optional<String> type,
    Optional<String> entityId,
    Optional<String> error,
    Instant since,
    Before before) {

  /** The beginning of all. */
  public static final Instant EVER = Instant.parse("0001-01-01T00:00:00Z");

  private static final int SEARCHED = 5_000;

  /** No filter: the newest of all events. */
  public static final EventFilter NONE =
      new EventFilter(
          StatusFilter.ALL,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          EVER,
          Before.EVERYTHING);

  /**
   * The statuses looked into, separated by commas. Only an event whose last attempt failed has an
   * error: no others are searched for one.
   */
  String statuses() {
    return (error.isPresent() ? status.and(StatusFilter.FAILED) : status).joined();
  }

  /** How many of each status are looked at for those to be listed. */
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
    return KnownKind.names().contains(type)
        ? String.join(
            ",",
            Stream.of(Operation.values()).map(operation -> type + "." + operation.past()).toList())
        : type;
  }
}
