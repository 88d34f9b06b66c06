package sale.tsh.tds.api.dashboard;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.queue.PausedKinds;

/** Pauses the events of one kind, while its handler or its records are looked after. */
@RestController
class KindsController {

  private final PausedKinds pausedKinds;
  private final OperatorActions actions;

  KindsController(PausedKinds pausedKinds, OperatorActions actions) {
    this.pausedKinds = pausedKinds;
    this.actions = actions;
  }

  @Operation(
      summary = "Pauses a kind",
      description =
          "Its deliveries are taken and queued as ever, and what runs ends, but no more of its events are claimed.")
  @PreAuthorize(Access.OPERATOR)
  @PostMapping("/dashboard/kinds/{kind}/pause")
  Done pause(@Parameter(description = "Such as contact") @PathVariable("kind") String kind) {
    KnownKind.require(kind);
    return actions
        .perform(
            "pause",
            kind,
            () ->
                pausedKinds.pause(kind, actions.operator())
                    ? Optional.of(Done.of("Kind %s paused".formatted(kind)))
                    : Optional.empty())
        .orElseGet(() -> Done.of("Kind %s was paused already".formatted(kind)));
  }

  @Operation(
      summary = "Lets a paused kind go on",
      description = "What has waited is claimed in its order.")
  @PreAuthorize(Access.OPERATOR)
  @PostMapping("/dashboard/kinds/{kind}/resume")
  Done resume(@Parameter(description = "Such as contact") @PathVariable("kind") String kind) {
    KnownKind.require(kind);
    return actions
        .perform(
            "resume",
            kind,
            () ->
                pausedKinds.resume(kind)
                    ? Optional.of(Done.of("Kind %s resumed".formatted(kind)))
                    : Optional.empty())
        .orElseGet(() -> Done.of("Kind %s was not paused".formatted(kind)));
  }
}
