package sale.tsh.tds.api.dashboard.deadletter;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.dashboard.support.ActionResult;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.GivenReason;
import sale.tsh.tds.api.dashboard.support.OperatorActions;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.dashboard.support.TextDownload;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.deadletter.DeadLetterGroup;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.entity.DeadLetterEntries;
import sale.tsh.tds.queue.DeadLetterQueue;

/** Lists the dead letters, and retries or discards one of them. */
@RestController
class DeadLettersController {

  private final DeadLetterReader letters;
  private final DeadLetterEntries deadLetters;
  private final DeadLetterGroups groups;
  private final DeadLetterQueue queue;
  private final OperatorActions actions;
  private final BoundedTransactions transactions;
  private final TextDownload download;

  DeadLettersController(
      DeadLetterReader letters,
      DeadLetterEntries deadLetters,
      DeadLetterGroups groups,
      DeadLetterQueue queue,
      OperatorActions actions,
      BoundedTransactions transactions,
      TextDownload download) {
    this.letters = letters;
    this.deadLetters = deadLetters;
    this.groups = groups;
    this.queue = queue;
    this.actions = actions;
    this.transactions = transactions;
    this.download = download;
  }

  @Operation(
      summary = "The open dead letters",
      description =
          "Newest first, with the whole record. An answer ends early once its records reach 4 MiB. If more follow, the header Link leads to them. A larger record is left out, and payload_left_out says where it is.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/dead-letter")
  ResponseEntity<List<DeadLetterRow>> deadLetters(
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit,
      @Parameter(
              description =
                  "The position to continue from: the last row's moved_to_dlq_at, or time,id")
          @RequestParam(name = "before")
          Optional<TimeCursor> before) {
    DeadLetterReader.DeadLetterList page =
        transactions.read(() -> letters.read(before.orElse(TimeCursor.START), limit));
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (!page.whole()) {
      answer.header(
          HttpHeaders.LINK,
          "<?limit=%d&before=%s>; rel=\"next\"".formatted(limit.rows(), page.end()));
    }
    return answer.body(page.rows());
  }

  /** The record of a dead letter as a file, whatever its size. */
  @Hidden
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/dead-letter/{id}/payload")
  void payload(@PathVariable("id") UUID id, HttpServletResponse answer) {
    long most =
        transactions.read(() -> letters.mostBytesOfNumbers(id)).orElseThrow(() -> notFound(id));
    if (most > TextDownload.MOST_OF_NUMBERS) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "The record may be larger than PostgreSQL can write, because numbers in it stand for thousands of digits. Run mend-numbers first.");
    }
    download.send(
        answer,
        id + ".json",
        "select payload::text as text from tds_dead_letter_queue where id = :id",
        id);
  }

  @Operation(
      summary = "Puts a dead letter back in the queue",
      description =
          "The event is queued again under the dead letter's id, with all its attempts. 409 if it was already redriven or discarded.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/dead-letter/{id}/retry")
  Redriven retry(@Parameter(description = "The dead letter's id") @PathVariable("id") UUID id) {
    return actions
        .perform("redrive", id.toString(), () -> queue.redrive(id))
        .map(Redriven::of)
        .orElseThrow(() -> notOpen(id));
  }

  @Operation(
      summary = "The open dead letters grouped by kind and error",
      description = "The largest group first. A group's id is the error_group of a bulk retry.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/dead-letter/groups")
  List<DeadLetterGroup> groups(
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit) {
    return transactions.read(() -> groups.largest(limit.rows()));
  }

  @Operation(
      summary = "Discards a dead letter",
      description =
          "The dead letter leaves lists and counts, and retention may remove its delivery. If Zoho sends the same again, that becomes a new event.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/dead-letter/{id}/discard")
  ActionResult discard(
      @Parameter(description = "The dead letter's id") @PathVariable("id") UUID id,
      @RequestBody GivenReason why) {
    String reason = why.given();
    return actions
        .perform(
            "discard",
            id.toString(),
            Optional.of(reason),
            () ->
                queue.discard(id, reason)
                    ? Optional.of(ActionResult.of("Dead letter discarded"))
                    : Optional.empty())
        .orElseThrow(() -> notOpen(id));
  }

  private ResponseStatusException notOpen(UUID id) {
    return transactions
        .read(() -> deadLetters.findById(id))
        .map(closed ->
            new ResponseStatusException(
                HttpStatus.CONFLICT,
                "The dead letter %s was %s before."
                    .formatted(id, closed.discardedAt() == null ? "redriven" : "discarded")))
        .orElseGet(() -> notFound(id));
  }

  private static ResponseStatusException notFound(UUID id) {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND, "There is no dead letter %s.".formatted(id));
  }

  /**
   * The answer to a retry: see docs/OPERATIONS.md, "Dead letters".
   *
   * @param queueId the event's new id
   */
  record Redriven(boolean success, String message, UUID queueId) {

    static Redriven of(UUID queueId) {
      return new Redriven(true, "Event moved from DLQ to processing queue", queueId);
    }
  }
}
