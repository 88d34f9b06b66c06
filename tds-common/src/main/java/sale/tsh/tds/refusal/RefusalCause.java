package sale.tsh.tds.refusal;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a delivery is refused. The inbox keeps the {@link #code()}. */
public enum RefusalCause {
  UNREADABLE(400),
  NO_ID(422),
  UNKNOWN_KIND(404),
  OTHER_KIND(422),
  UNKNOWN_OPERATION(422),
  WRONG_METHOD(405),
  WRONG_SIGNATURE(401),
  TOO_LARGE(413);

  private final int status;

  RefusalCause(int status) {
    this.status = status;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The text in {@code tds_inbox_events.refusal}, such as {@code no_id}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause with this code. Empty if there is none. */
  public static Optional<RefusalCause> of(String code) {
    return Stream.of(values()).filter(cause -> cause.code().equals(code)).findFirst();
  }
}
