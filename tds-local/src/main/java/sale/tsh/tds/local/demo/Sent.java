package sale.tsh.tds.local.demo;

import java.util.Optional;
import java.util.UUID;

/**
 * A delivery and what the API answered.
 *
 * @param status the HTTP status
 * @param eventId the event it became or repeats
 * @param queued whether it became a new event
 * @param cause why it was refused, empty if it was not
 */
record Sent(
    DemoDelivery delivery, int status, Optional<UUID> eventId, boolean queued, String cause) {

  /** {@code 202 queued}. */
  String answer() {
    String word = queued ? "queued" : eventId.isPresent() ? "duplicate" : cause;
    return "%d %s".formatted(status, word).strip();
  }

  /** Whether the API accepted it but created no event. */
  boolean isTestCall() {
    return status == 202 && eventId.isEmpty();
  }
}
