package sale.tsh.tds.api.dashboard.event;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.queue.EventStatus;

/**
 * The query parameter for statuses: one status, or {@code failed} for events whose last attempt
 * failed.
 */
record StatusFilter(Set<EventStatus> statuses) {

  /** Any status. */
  static final StatusFilter ALL = new StatusFilter(EnumSet.allOf(EventStatus.class));

  /** The events whose last attempt failed. */
  static final StatusFilter FAILED =
      new StatusFilter(EnumSet.of(EventStatus.RETRY, EventStatus.DEAD_LETTER));

  /** Reads the parameter, ignoring case. The exception says what the parameter must be. */
  public static StatusFilter valueOf(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("failed")) {
      return FAILED;
    }
    return Stream.of(EventStatus.values())
        .filter(status -> status.text().equals(lower))
        .findFirst()
        .map(status -> new StatusFilter(EnumSet.of(status)))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "pending, processing, retry, completed, dead_letter, or failed for retry and dead_letter"));
  }

  /** The statuses in both filters. */
  StatusFilter and(StatusFilter other) {
    return new StatusFilter(
        statuses.stream().filter(other.statuses::contains).collect(Collectors.toSet()));
  }

  /** The statuses as the database spells them, separated by commas. */
  String joined() {
    return statuses.stream().map(EventStatus::text).collect(Collectors.joining(","));
  }
}
