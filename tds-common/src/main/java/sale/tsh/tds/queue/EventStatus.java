package sale.tsh.tds.queue;

import java.util.Locale;
import java.util.Set;

/** The states of an event; each knows its exits. In the database they are lower-case text. */
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

  /** The state of a text as {@link #text()} gives it; throws where there is none. */
  static EventStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The states that may follow this one; a redrive does not follow, it makes a new row. */
  public Set<EventStatus> exits() {
    return switch (this) {
      case PENDING, RETRY -> Set.of(PROCESSING);
      case PROCESSING -> Set.of(COMPLETED, RETRY, DEAD_LETTER, PENDING);
      case COMPLETED, DEAD_LETTER -> Set.of();
    };
  }
}
