package sale.tsh.tds.api.dashboard.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an event did to its record, as far as the kept data show. */
public enum Effect {
  /** The event wrote the record. The changes say what. */
  WRITTEN,
  /** The event deleted the record. Only its key and version remained. */
  DELETED,
  /** The event wrote nothing. The outcome of its last attempt says why. */
  NOTHING,
  /** No attempt of the event has ended yet. */
  PENDING,
  /** The event's attempts are no longer in the log, or its body can no longer be parsed. */
  UNKNOWN,
  /** The event wrote the record, but its body is too large to compare here. */
  TOO_LARGE;

  /** The word in JSON: {@code too_large}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
