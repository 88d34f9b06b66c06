package sale.tsh.tds.api.dashboard;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.deadletter.DeadLetterGroup;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.deadletter.DeadLetters;
import sale.tsh.tds.queue.EventQueue;

/** Events that need an operator. */
@RestController
class DeadLettersController {

  private final DeadLetters deadLetters;
  private final DeadLetterGroups groups;
  private final EventQueue queue;
  private final OperatorActions actions;
  private final BoundedTransactions transactions;

  DeadLettersController(
      DeadLetters deadLetters,
      DeadLetterGroups groups,
      EventQueue queue,
      OperatorActions actions,
      BoundedTransactions transactions) {
    this.deadLetters = deadLetters;
    this.groups = groups;
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

  @Operation(
      summary = "The open dead letters by kind and by what their errors have in common",
      description = "The largest group first; its id is the error_group of a bulk retry.")
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/dead-letter/groups")
  List<DeadLetterGroup> groups(
      @Limit.Documented @RequestParam(name = "limit", defaultValue = Limit.DEFAULT) Limit limit) {
    return transactions.read(() -> groups.largest(limit.rows()));
  }

  @Operation(
      summary = "Gives a dead letter up",
      description =
          "It leaves lists and counts, and its delivery is no longer kept for it. When Zoho sends the same again, that is a new event.")
  @PreAuthorize(Access.OPERATOR)
  @PostMapping("/dashboard/dead-letter/{id}/discard")
  Done discard(
      @Parameter(description = "The dead letter's id") @PathVariable("id") UUID id,
      @RequestBody Discard discard) {
    String reason = discard.given();
    return actions
        .perform(
            "discard",
            id.toString(),
            Optional.of(reason),
            () ->
                queue.discard(id, reason)
                    ? Optional.of(Done.of("Dead letter discarded"))
                    : Optional.empty())
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

  /**
   * What a discard asks for.
   *
   * @param reason why, for whoever looks later
   */
  record Discard(@Nullable String reason) {

    private static final int LONGEST = 500;

    String given() {
      if (reason == null || reason.isBlank() || reason.length() > LONGEST) {
        throw BadRequest.because("reason", "a text of 1 to %d characters".formatted(LONGEST));
      }
      return reason;
    }
  }
}
