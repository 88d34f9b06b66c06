package sale.tsh.tds.api.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
   * @param outcome what the log says became of the delivery. The sender does not get it
   */
  record Accepted(
      boolean success,
      String message,
      @Nullable UUID eventId,
      @Nullable String idempotencyKey,
      boolean queued,
      @JsonIgnore String outcome)
      implements WebhookAnswer {}

  /** The delivery is refused, and kept with its cause. */
  record Refusal(RefusalCause cause, String detail) implements WebhookAnswer {}
}
