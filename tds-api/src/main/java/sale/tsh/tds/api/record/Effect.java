package sale.tsh.tds.api.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an event did to its record, as far as that can still be told. */
public enum Effect {
  /** It wrote the record; the changes say what. */
  WRITTEN,
  /** It deleted the record; only its key and version were left. */
  DELETED,
  /** It wrote nothing of the record: its last attempt's outcome says why. */
  NOTHING,
  /** No attempt of it has ended yet. */
  PENDING,
  /** Its attempts are no longer in the log, or its body can no longer be read. */
  UNKNOWN,
  /** It wrote the record, whose body is too large to compare here. */
  TOO_LARGE;

  /** The word in JSON: {@code too_large}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
