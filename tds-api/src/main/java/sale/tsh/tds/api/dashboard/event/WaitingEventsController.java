package sale.tsh.tds.api.dashboard.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.dashboard.support.ActionResult;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.GivenReason;
import sale.tsh.tds.api.dashboard.support.NotFound;
import sale.tsh.tds.api.dashboard.support.OperatorActions;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.entity.QueueEntries;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.queue.EventQueue;

/** Actions on an event that waits: the retry is due at once, or the event is cancelled. */
@RestController
class WaitingEventsController {

  private final EventQueue queue;
  private final DeadLetterQueue deadLetters;
  private final QueueEntries events;
  private final OperatorActions actions;
  private final BoundedTransactions transactions;

  WaitingEventsController(
      EventQueue queue,
      DeadLetterQueue deadLetters,
      QueueEntries events,
      OperatorActions actions,
      BoundedTransactions transactions) {
    this.queue = queue;
    this.deadLetters = deadLetters;
    this.events = events;
    this.actions = actions;
    this.transactions = transactions;
  }

  @Operation(
      summary = "Makes the retry of an event due at once",
      description =
          "The next attempt no longer waits for its time. 409 if the event does not wait for a retry. A pending event is due already.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/events/{id}/retry-now")
  ActionResult retryNow(@Parameter(description = "The event's id") @PathVariable("id") UUID id) {
    return actions
        .perform("retry now", id.toString(), done(() -> queue.retryNow(id), "The retry is due now"))
        .orElseThrow(() -> refusal(id, "does not wait for a retry"));
  }

  @Operation(
      summary = "Cancels an event that waits",
      description =
          "The event leaves the queue as a discarded dead letter, and the record stays as it is. If Zoho sends the same again, that becomes a new event. 409 if the event does not wait.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/events/{id}/cancel")
  ActionResult cancel(
      @Parameter(description = "The event's id") @PathVariable("id") UUID id,
      @RequestBody GivenReason why) {
    String reason = why.given();
    return actions
        .perform(
            "cancel",
            id.toString(),
            Optional.of(reason),
            done(() -> deadLetters.cancel(id, reason), "Event cancelled"))
        .orElseThrow(() -> refusal(id, "does not wait"));
  }

  private static Supplier<Optional<ActionResult>> done(BooleanSupplier action, String message) {
    return () -> action.getAsBoolean() ? Optional.of(ActionResult.of(message)) : Optional.empty();
  }

  private ResponseStatusException refusal(UUID id, String why) {
    return transactions
        .read(() -> events.findById(id))
        .map(event ->
            new ResponseStatusException(
                HttpStatus.CONFLICT,
                "The event %s %s. Its status is %s.".formatted(id, why, event.status())))
        .orElseGet(() -> NotFound.event(id));
  }
}
