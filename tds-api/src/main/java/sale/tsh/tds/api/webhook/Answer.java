package sale.tsh.tds.api.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.delivery.RefusalCause;

/** What a sender is told. */
sealed interface Answer {

  /**
   * The delivery is kept: 202. The record is the wire format, in snake case.
   *
   * @param eventId the event it became or repeats; null for a test call
   * @param queued whether it became a new event
   */
  record Taken(
      boolean success,
      String message,
      @Nullable UUID eventId,
      @Nullable String idempotencyKey,
      boolean queued)
      implements Answer {}

  /** The delivery is refused, and kept with its cause. */
  record Refused(RefusalCause cause, String detail) implements Answer {}
}
