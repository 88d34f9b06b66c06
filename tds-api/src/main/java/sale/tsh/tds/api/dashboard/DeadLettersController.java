package sale.tsh.tds.api.dashboard;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.deadletter.DeadLetters;
import sale.tsh.tds.queue.EventQueue;

/** Events that need an operator. */
@RestController
class DeadLettersController {

  private final DeadLetters deadLetters;
  private final EventQueue queue;
  private final OperatorActions actions;
  private final BoundedTransactions transactions;

  DeadLettersController(
      DeadLetters deadLetters,
      EventQueue queue,
      OperatorActions actions,
      BoundedTransactions transactions) {
    this.deadLetters = deadLetters;
    this.queue = queue;
    this.actions = actions;
    this.transactions = transactions;
  }

  @Operation(
      summary = "The open dead letters",
      description = "Newest first, with the whole record.")
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/dead-letter")
  List<DeadLetterRow> deadLetters(
      @Limit.Documented @RequestParam(name = "limit", defaultValue = Limit.DEFAULT) Limit limit) {
    return transactions.read(
        () -> deadLetters.open(limit.rows()).stream().map(DeadLetterRow::of).toList());
  }

  @Operation(
      summary = "Puts a dead letter back in the queue",
      description =
          "Its event is queued anew under the dead letter's id, with all its attempts. 409 when it was redriven or discarded before.")
  @PreAuthorize(Access.OPERATOR)
  @PostMapping("/dashboard/dead-letter/{id}/retry")
  Redriven retry(@Parameter(description = "The dead letter's id") @PathVariable("id") UUID id) {
    return actions
        .perform("redrive", id.toString(), () -> queue.redrive(id))
        .map(Redriven::of)
        .orElseThrow(() -> notOpen(id));
  }

  private ResponseStatusException notOpen(UUID id) {
    return transactions
        .read(() -> deadLetters.findById(id))
        .map(
            closed ->
                new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "The dead letter %s was %s before."
                        .formatted(id, closed.discardedAt() == null ? "redriven" : "discarded")))
        .orElseGet(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no dead letter %s.".formatted(id)));
  }

  /**
   * The guide's answer to a retry.
   *
   * @param queueId the event's new id
   */
  record Redriven(boolean success, String message, UUID queueId) {

    static Redriven of(UUID queueId) {
      return new Redriven(true, "Event moved from DLQ to processing queue", queueId);
    }
  }
}
