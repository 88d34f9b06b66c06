package sale.tsh.tds.api.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.refusal.RefusalCause;

/** The answer to a sender. */
sealed interface WebhookAnswer {

  /**
   * The delivery is kept, and the answer is 202. The record is the wire format, in snake case.
   *
   * @param eventId the event that the delivery became or repeats, null for a test call
   * @param queued whether the delivery became a new event
   */
  record Accepted(
      boolean success,
      String message,
      @Nullable UUID eventId,
      @Nullable String idempotencyKey,
      boolean queued)
      implements WebhookAnswer {}

  /** The delivery is refused, and kept with its cause. */
  record Refusal(RefusalCause cause, String detail) implements WebhookAnswer {}
}
