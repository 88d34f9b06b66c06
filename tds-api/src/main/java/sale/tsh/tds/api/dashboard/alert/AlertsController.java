package sale.tsh.tds.api.dashboard.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.alert.Alerts;
import sale.tsh.tds.api.dashboard.support.ActionResult;
import sale.tsh.tds.api.dashboard.support.OperatorActions;
import sale.tsh.tds.api.security.DashboardAccess;

/** Acknowledges alerts. {@code GET /dashboard/metrics} lists them. */
@RestController
class AlertsController {

  private final Alerts alerts;
  private final OperatorActions actions;

  AlertsController(Alerts alerts, OperatorActions actions) {
    this.alerts = alerts;
    this.actions = actions;
  }

  @Operation(
      summary = "Acknowledges an alert",
      description =
          "The alert leaves active_alerts and sends no more notifications until its cause has gone and come back.")
  @PreAuthorize(DashboardAccess.OPERATOR)
  @PostMapping("/dashboard/alerts/{id}/acknowledge")
  ActionResult acknowledge(@Parameter(description = "The alert's id") @PathVariable("id") UUID id) {
    return actions
        .perform(
            "acknowledge alert",
            id.toString(),
            () ->
                alerts.acknowledge(id, actions.operator())
                    ? Optional.of(ActionResult.of("Alert acknowledged"))
                    : Optional.empty())
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no active alert %s.".formatted(id)));
  }
}
