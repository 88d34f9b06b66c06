package sale.tsh.tds.api.dashboard.deadletter;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.NotFound;
import sale.tsh.tds.api.dashboard.support.OperatorActions;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.deadletter.BulkAction;
import sale.tsh.tds.deadletter.BulkActions;
import sale.tsh.tds.deadletter.BulkOutcome;
import sale.tsh.tds.deadletter.BulkPlan;

/**
 * Bulk actions: counts the dead letters that a filter finds, retries or discards them at a rate,
 * and cancels.
 */
@RestController
class BulkController {

  private final BulkActions bulks;
  private final FollowedBulks followed;
  private final OperatorActions actions;
  private final BoundedTransactions transactions;

  BulkController(
      BulkActions bulks,
      FollowedBulks followed,
      OperatorActions actions,
      BoundedTransactions transactions) {
    this.bulks = bulks;
    this.followed = followed;
    this.actions = actions;
    this.transactions = transactions;
  }

  @Operation(
      summary = "Retries the dead letters that a filter finds",
      description =
          "With dry_run it only counts. Otherwise it takes at most cap dead letters, the oldest first, and retries as many a second as rate says. Follow it at /dashboard/bulk/{bulk_id}.")
  @ApiResponse(responseCode = "200", description = "Counted")
  @ApiResponse(responseCode = "202", description = "Started")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/dead-letter/retry")
  ResponseEntity<BulkStarted> retry(@RequestBody BulkRequest request) {
    return run("bulk redrive", request.retry(), request.onlyCounts());
  }

  @Operation(
      summary = "Discards the dead letters that a filter finds",
      description =
          "As the retry of many, with a reason. Discarded dead letters leave lists and counts. If Zoho sends the same again, that becomes a new event.")
  @ApiResponse(responseCode = "200", description = "Counted")
  @ApiResponse(responseCode = "202", description = "Started")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/dead-letter/discard")
  ResponseEntity<BulkStarted> discard(@RequestBody BulkRequest request) {
    return run("bulk discard", request.discard(), request.onlyCounts());
  }

  private ResponseEntity<BulkStarted> run(String action, BulkPlan plan, boolean onlyCounts) {
    if (onlyCounts) {
      int matched = transactions.read(() -> bulks.count(plan.filter()));
      return ResponseEntity.ok(BulkStarted.counted(matched, plan));
    }
    UUID id = UUID.randomUUID();
    BulkAction bulk =
        actions
            .perform(
                action,
                id.toString(),
                Optional.of(plan.text()),
                () -> Optional.of(bulks.start(id, plan, actions.operator())))
            .orElseThrow();
    return ResponseEntity.accepted().body(BulkStarted.started(bulk));
  }

  @Operation(
      summary = "The bulk retries and discards",
      description =
          "Newest first, with what became of their events. For the next page pass the last row's requested_at as before.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/bulk")
  List<Progress> bulks(
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit,
      @Parameter(description = "A row's requested_at", schema = @Schema(type = "string"))
          @RequestParam(name = "before")
          Optional<TimeCursor> before) {
    Instant time = before.orElse(TimeCursor.START).at();
    return transactions.read(
        () -> followed.newest(time, limit.rows()).stream().map(Progress::of).toList());
  }

  @Operation(summary = "The progress of a bulk retry or discard, and what became of its events")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/bulk/{id}")
  Progress bulk(@Parameter(description = "The bulk_id") @PathVariable("id") UUID id) {
    return transactions
        .read(() -> followed.find(id).map(Progress::of))
        .orElseThrow(() -> NotFound.bulk(id));
  }

  @Operation(
      summary = "Cancels a bulk retry or discard",
      description = "Events that were not reached yet stay dead letters.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/bulk/{id}/cancel")
  Progress cancel(@Parameter(description = "The bulk_id") @PathVariable("id") UUID id) {
    return actions
        .perform(
            "cancel bulk redrive",
            id.toString(),
            () -> bulks.cancel(id, actions.operator()).map(followed::follow).map(Progress::of))
        .orElseThrow(() -> notRunning(id));
  }

  private ResponseStatusException notRunning(UUID id) {
    return transactions
        .read(() -> bulks.find(id))
        .map(ended ->
            new ResponseStatusException(
                HttpStatus.CONFLICT,
                "The bulk %s %s is %s.".formatted(ended.name(), id, ended.state())))
        .orElseGet(() -> NotFound.bulk(id));
  }

  /**
   * The answer to a bulk retry or discard.
   *
   * @param matched how many dead letters the filter finds
   * @param taken how many of them are closed, or would be
   */
  record BulkStarted(
      boolean success,
      String message,
      boolean dryRun,
      int matched,
      int taken,
      @Nullable UUID bulkId) {

    static BulkStarted counted(int matched, BulkPlan plan) {
      int taken = Math.min(matched, plan.cap());
      return new BulkStarted(
          true,
          "%d dead letters would be %s"
              .formatted(taken, plan.discardReason() == null ? "retried" : "discarded"),
          true,
          matched,
          taken,
          null);
    }

    static BulkStarted started(BulkAction bulk) {
      return new BulkStarted(
          true,
          "%d dead letters are %s, %d a second".formatted(bulk.matched(), bulk.done(), bulk.rate()),
          false,
          bulk.matched(),
          bulk.matched(),
          bulk.id());
    }
  }

  /**
   * The answer of {@code GET /dashboard/bulk/{id}}.
   *
   * @param action retry or discard
   * @param state running, finished or cancelled
   * @param reason why the dead letters are discarded; null for a retry
   * @param skipped dead letters that an operator or a repeat closed first, or that were left after
   *     a cancellation
   */
  record Progress(
      UUID id,
      String action,
      String state,
      Instant requestedAt,
      String requestedBy,
      @JsonRawValue @Schema(implementation = Object.class) String filter,
      int rate,
      int matched,
      int redriven,
      int discarded,
      int remaining,
      int skipped,
      @Nullable Instant endedAt,
      @Nullable String cancelledBy,
      @Nullable String reason,
      BulkResult outcome) {

    static Progress of(FollowedBulk followed) {
      BulkAction bulk = followed.bulk();
      return new Progress(
          bulk.id(),
          bulk.name(),
          bulk.state(),
          bulk.requestedAt(),
          bulk.requestedBy(),
          bulk.filter(),
          bulk.rate(),
          bulk.matched(),
          bulk.redriven(),
          bulk.discarded(),
          bulk.remaining(),
          bulk.skipped(),
          bulk.endedAt(),
          bulk.cancelledBy(),
          bulk.discardReason(),
          BulkResult.of(followed.outcome(), bulk.redriven()));
    }
  }

  /**
   * What became of the events that were retried.
   *
   * @param completed how many took effect
   * @param waiting how many are still to run, or run now
   * @param deadAgain how many are dead letters again
   * @param sameCause how many of these have the cause that they had before
   * @param gone how many are no longer kept
   * @param causes the causes of the dead letters
   */
  record BulkResult(
      long completed,
      long waiting,
      long deadAgain,
      long sameCause,
      long gone,
      List<BulkOutcome.DeadAgain> causes) {

    static BulkResult of(BulkOutcome outcome, int redriven) {
      return new BulkResult(
          outcome.completed(),
          outcome.waiting(),
          outcome.died(),
          outcome.sameCause(),
          outcome.gone(redriven),
          outcome.deadAgain());
    }
  }
}
