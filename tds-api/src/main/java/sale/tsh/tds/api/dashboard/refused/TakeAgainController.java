package sale.tsh.tds.api.dashboard.refused;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.OperatorActions;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.api.webhook.TakeAgain;
import sale.tsh.tds.api.webhook.TakeVerdict;
import sale.tsh.tds.inbox.AcceptResult;

/** Takes refused deliveries again, one or all of a cause and a path. */
@RestController
class TakeAgainController {

  private static final String ACTION = "take again";

  private final TakeAgain deliveries;
  private final RefusedReader reader;
  private final OperatorActions actions;
  private final BoundedTransactions transactions;

  TakeAgainController(
      TakeAgain deliveries,
      RefusedReader reader,
      OperatorActions actions,
      BoundedTransactions transactions) {
    this.deliveries = deliveries;
    this.reader = reader;
    this.actions = actions;
    this.transactions = transactions;
  }

  @Operation(
      summary = "Takes a refused delivery again",
      description =
          "The delivery is read by the rules of today and becomes a new event with an arrival of its own, or counts as a duplicate. 409 if it was taken before or stays refused, with the reason.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/refused/{id}/take-again")
  TakenAgain takeAgain(
      @Parameter(description = "The refused delivery's id") @PathVariable("id") UUID id) {
    return take(id, Optional.empty()).map(TakenAgain::of).orElseThrow(() -> notTaken(id));
  }

  @Operation(
      summary = "Takes the refused deliveries of a cause or a path again",
      description =
          "Reads at most cap refused deliveries, the oldest first, and takes each that today's rules accept. With dry_run it only counts. If more may follow, next is the position to continue from.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/refused/take-again")
  ManyTakenAgain takeManyAgain(@RequestBody TakeAgainRequest request) {
    ManyTakenAgain.TakeTally tally = new ManyTakenAgain.TakeTally();
    RefusedReader.Waiting waiting =
        transactions.read(() -> {
          RefusedReader.Waiting found =
              reader.waiting(
                  request.wantedCause(), request.wantedPath(), request.start(), request.mostRead());
          found.ids().forEach(id -> deliveries.examine(id).ifPresent(each -> tally.add(id, each)));
          return found;
        });
    if (!request.onlyCounts()) {
      Optional<String> detail = Optional.of(request.criteria());
      for (UUID id : tally.takeable()) {
        take(id, detail).ifPresentOrElse(tally::add, () -> examine(id, tally));
      }
    }
    return tally.answer(request.onlyCounts(), waiting.end());
  }

  /** Says why a delivery was not taken that could be taken a moment ago. */
  private void examine(UUID id, ManyTakenAgain.TakeTally tally) {
    transactions.read(() -> deliveries.examine(id)).ifPresent(verdict -> tally.add(id, verdict));
  }

  private Optional<AcceptResult> take(UUID id, Optional<String> detail) {
    return actions.perform(ACTION, id.toString(), detail, () -> deliveries.take(id));
  }

  private ResponseStatusException notTaken(UUID id) {
    return transactions
        .read(() -> deliveries.examine(id))
        .map(verdict ->
            new ResponseStatusException(
                HttpStatus.CONFLICT,
                "The refused delivery %s is not taken again. %s.".formatted(id, why(verdict))))
        .orElseGet(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no refused delivery %s.".formatted(id)));
  }

  private static String why(TakeVerdict verdict) {
    return switch (verdict) {
      case TakeVerdict.NotTakeable stays -> stays.detail();
      // Somebody or something changed it between the two looks.
      case TakeVerdict.Takeable changed -> "It changed meanwhile, so try once more";
    };
  }

  /**
   * The answer to one that was taken again.
   *
   * @param eventId the event that it became or repeats
   * @param queued false for a duplicate of a delivery that was accepted
   */
  record TakenAgain(boolean success, String message, UUID eventId, boolean queued) {

    static TakenAgain of(AcceptResult result) {
      return new TakenAgain(
          true,
          result.queued()
              ? "Delivery taken again as a new event"
              : "Duplicate: this delivery was accepted before",
          result.eventId(),
          result.queued());
    }
  }
}
