package sale.tsh.tds.api.dashboard.reconciliation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.reconciliation.PullRequestBox.PullAction;
import sale.tsh.tds.api.dashboard.support.ActionResult;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.OperatorActions;
import sale.tsh.tds.api.security.DashboardAccess;

/** How true the mirror is as JSON, and requests for the worker that pulls from Zoho. */
@RestController
class ReconciliationController {

  private static final String TAKEN = " A worker takes the request within seconds.";
  private static final String REFUSED = " 409 if pulling is not set up.";

  private final ReconciliationReader reconciliation;
  private final FetchedRecordReader fetched;
  private final PullRequestBox requests;
  private final OperatorActions actions;
  private final BoundedTransactions transactions;

  ReconciliationController(
      ReconciliationReader reconciliation,
      FetchedRecordReader fetched,
      PullRequestBox requests,
      OperatorActions actions,
      BoundedTransactions transactions) {
    this.reconciliation = reconciliation;
    this.fetched = fetched;
    this.requests = requests;
    this.actions = actions;
    this.transactions = transactions;
  }

  @Operation(
      summary = "How true the mirror is",
      description =
          "Each kind that Zoho's API offers, with what its last sweep found, and the calls to Zoho that are left.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/reconciliation")
  ReconciliationStatus reconciliation() {
    return transactions.read(reconciliation::read);
  }

  @Operation(
      summary = "Compares a kind's whole list with the mirror",
      description = "last_sweep_at changes once the sweep has ended." + TAKEN + REFUSED)
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/reconciliation/{kind}/sweep")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ActionResult sweep(
      @Parameter(description = "Such as contact") @PathVariable("kind") String kind) {
    requests.requireOffered(kind);
    return ask(PullAction.SWEEP, "sweep", kind, null, "Sweep of %s".formatted(kind));
  }

  @Operation(
      summary = "Lets the deletions of a kind go on that wait for an operator",
      description =
          "Zoho must still say of each record that it does not exist. 409 if no deletion waits."
              + TAKEN
              + REFUSED)
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/reconciliation/{kind}/release")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ActionResult release(
      @Parameter(description = "Such as contact") @PathVariable("kind") String kind) {
    requests.requireOffered(kind);
    requests.requireHeld(kind);
    return ask(
        PullAction.RELEASE, "release deletions", kind, null, "Release of %s".formatted(kind));
  }

  @Operation(
      summary = "Fetches one record from Zoho",
      description =
          "It enters the inbox as a delivery. If Zoho does not have the record, it is deleted here."
              + TAKEN
              + REFUSED)
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/records/{kind}/{id}/pull")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ActionResult pull(
      @Parameter(description = "Such as contact") @PathVariable("kind") String kind,
      @Parameter(description = "The record's own id in Zoho") @PathVariable("id") String id) {
    requests.requireOffered(kind);
    PullRequestBox.requireId(id);
    return ask(PullAction.PULL, "pull", kind, id, "Pull of %s %s".formatted(kind, id));
  }

  @Operation(
      summary = "One record as Zoho had it when it was last fetched, beside the mirror",
      description =
          "Lists the values of Zoho's record that the mirror does not have, 100 at most. Ask for a new fetch with pull.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/records/{kind}/{id}/zoho")
  FetchedRecord inZoho(
      @Parameter(description = "Such as contact") @PathVariable("kind") String kind,
      @Parameter(description = "The record's own id in Zoho") @PathVariable("id") String id) {
    requests.requireOffered(kind);
    PullRequestBox.requireId(id);
    return transactions.read(() -> fetched.of(kind, id));
  }

  @Operation(
      summary = "Pauses all pulling",
      description = "No call to Zoho is made until an operator resumes." + TAKEN + REFUSED)
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/reconciliation/pause")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ActionResult pause() {
    return ask(PullAction.PAUSE, "pause pulling", null, null, "Pause of pulling");
  }

  @Operation(
      summary = "Resumes all pulling",
      description =
          "Ends any pause, also one because Zoho refused the credentials." + TAKEN + REFUSED)
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/reconciliation/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ActionResult resume() {
    return ask(PullAction.RESUME, "resume pulling", null, null, "Resumption of pulling");
  }

  private ActionResult ask(
      PullAction action, String audited, @Nullable String kind, @Nullable String id, String what) {
    String subject = kind == null ? "Zoho" : id == null ? kind : kind + " " + id;
    return actions
        .perform(
            audited,
            subject,
            () ->
                requests.leave(action, kind, id, actions.operator())
                    ? Optional.of(ActionResult.of(what + " asked for"))
                    : Optional.empty())
        .orElseGet(() -> ActionResult.of(what + " was already asked for"));
  }
}
