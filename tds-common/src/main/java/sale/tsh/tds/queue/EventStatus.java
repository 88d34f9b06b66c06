package sale.tsh.tds.queue;

import java.util.Locale;

/**
 * The status of an event. The SQL of {@link EventQueue} is the table of transitions, which {@code
 * EventStatusTest} holds. In the database a status is lower-case text.
 */
public enum EventStatus {
  PENDING,
  PROCESSING,
  RETRY,
  COMPLETED,
  DEAD_LETTER;

  /** The text in {@code tds_sync_queue.status}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a text as {@link #text()} gives it. Throws if there is none. */
  static EventStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
