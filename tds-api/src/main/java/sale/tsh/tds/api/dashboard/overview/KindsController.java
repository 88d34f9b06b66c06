package sale.tsh.tds.api.dashboard.overview;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.support.ActionResult;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.KnownKinds;
import sale.tsh.tds.api.dashboard.support.OperatorActions;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.pulse.PulseReader;

/**
 * Lists the kinds, and pauses and resumes the events of one, for example while its handler is
 * repaired. Lists the members of kinds that no column reads.
 */
@RestController
class KindsController {

  private final KnownKinds kinds;
  private final PausedKindEntries pausedKinds;
  private final KindTable table;
  private final PulseReader pulses;
  private final SeenMembersReader members;
  private final OperatorActions actions;
  private final BoundedTransactions transactions;

  KindsController(
      KnownKinds kinds,
      PausedKindEntries pausedKinds,
      KindTable table,
      PulseReader pulses,
      SeenMembersReader members,
      OperatorActions actions,
      BoundedTransactions transactions) {
    this.kinds = kinds;
    this.pausedKinds = pausedKinds;
    this.table = table;
    this.pulses = pulses;
    this.members = members;
    this.actions = actions;
    this.transactions = transactions;
  }

  @Operation(
      summary = "Each kind's webhooks and events",
      description =
          "When its last webhook came, how many came each of seven days, what waits, failed or was refused, and whether it is silent beyond its rhythm.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/kinds")
  List<KindRow> kinds() {
    return transactions.read(() -> table.read(pulses.read()));
  }

  @Operation(
      summary = "Members of records that no column reads",
      description =
          "Newest first. The column record has them. A member of lines is named after its list, such as line_items.colour. A member that was first seen long after its kind is one that Zoho or a custom field added.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/kinds/members")
  List<SeenMember> members(
      @Parameter(description = "Only of this kind, such as contact") @RequestParam(name = "kind")
          Optional<String> kind,
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit) {
    kind.ifPresent(kinds::require);
    return transactions.read(() -> members.newest(kind, limit.rows()));
  }

  @Operation(
      summary = "Pauses a kind",
      description =
          "Deliveries of the kind are still accepted and queued, and running events finish, but workers claim no more of its events.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/kinds/{kind}/pause")
  ActionResult pause(
      @Parameter(description = "Such as contact") @PathVariable("kind") String kind) {
    kinds.require(kind);
    return actions
        .perform(
            "pause",
            kind,
            () ->
                pausedKinds.pause(kind, actions.operator()) > 0
                    ? Optional.of(ActionResult.of("Kind %s paused".formatted(kind)))
                    : Optional.empty())
        .orElseGet(() -> ActionResult.of("Kind %s was already paused".formatted(kind)));
  }

  @Operation(
      summary = "Resumes a paused kind",
      description = "Workers claim its waiting events in their order.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/kinds/{kind}/resume")
  ActionResult resume(
      @Parameter(description = "Such as contact") @PathVariable("kind") String kind) {
    kinds.require(kind);
    return actions
        .perform(
            "resume",
            kind,
            () ->
                pausedKinds.resume(kind) > 0
                    ? Optional.of(ActionResult.of("Kind %s resumed".formatted(kind)))
                    : Optional.empty())
        .orElseGet(() -> ActionResult.of("Kind %s was not paused".formatted(kind)));
  }
}
