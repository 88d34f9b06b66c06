package sale.tsh.tds.api.dashboard.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.NotFound;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;

/** The newest events and the details of one event as JSON. */
@RestController
class EventsController {

  private final RecentEventsReader recent;
  private final EventDetailsReader details;
  private final BoundedTransactions transactions;

  EventsController(
      RecentEventsReader recent, EventDetailsReader details, BoundedTransactions transactions) {
    this.recent = recent;
    this.details = details;
    this.transactions = transactions;
  }

  @Operation(
      summary = "The newest events",
      description = "Newest first. For the next page pass the last row's queued_at,id as before.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/recent-events")
  List<EventRow> recentEvents(
      @RowLimit.Documented @RequestParam(name = "limit", defaultValue = RowLimit.DEFAULT)
          RowLimit limit,
      @Parameter(
              description =
                  "pending, processing, retry, completed, dead_letter, or failed for retry and dead_letter",
              schema = @Schema(type = "string"))
          @RequestParam(name = "status_filter")
          Optional<StatusFilter> status,
      @Parameter(description = "Such as contact.created, or contact for all of the kind")
          @RequestParam(name = "event_type")
          Optional<String> eventType,
      @Parameter(description = "The record's own id in Zoho") @RequestParam(name = "entity_id")
          Optional<String> entityId,
      @Parameter(
              description =
                  "A part of the last attempt's error, ignoring case. Only events whose last attempt failed are searched")
          @RequestParam(name = "error")
          Optional<String> error,
      @Parameter(
              description = "A row's queued_at, or queued_at,id",
              schema = @Schema(type = "string"))
          @RequestParam(name = "before")
          Optional<TimeCursor> before) {
    return transactions.read(() ->
        recent.read(
            new EventFilter(
                status.orElse(StatusFilter.ALL),
                eventType,
                entityId,
                error,
                TimeCursor.EARLIEST,
                TimeCursor.EARLIEST,
                before.orElse(TimeCursor.START)),
            limit));
  }

  @Operation(
      summary = "The details of one event",
      description =
          "Takes any id of the event: the delivery's, the event's, an id from before a redrive, or a dead letter's.")
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/events/{id}")
  EventDetails event(@Parameter(description = "Any id of the event") @PathVariable("id") UUID id) {
    return transactions.read(() -> details.of(id)).orElseThrow(() -> NotFound.event(id));
  }
}
