package sale.tsh.tds.api.dashboard;

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
import sale.tsh.tds.api.http.Access;

/** The events themselves. */
@RestController
class EventsController {

  private final RecentEvents recent;
  private final EventStories stories;
  private final BoundedTransactions transactions;

  EventsController(RecentEvents recent, EventStories stories, BoundedTransactions transactions) {
    this.recent = recent;
    this.stories = stories;
    this.transactions = transactions;
  }

  @Operation(
      summary = "The newest events",
      description = "Newest first. For the next page pass the last row's queued_at,id as before.")
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/recent-events")
  List<EventRow> recentEvents(
      @Limit.Documented @RequestParam(name = "limit", defaultValue = Limit.DEFAULT) Limit limit,
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
                  "A part of the last attempt's error, letter case aside; without a status only the failed are searched")
          @RequestParam(name = "error")
          Optional<String> error,
      @Parameter(
              description = "A row's queued_at, or queued_at,id",
              schema = @Schema(type = "string"))
          @RequestParam(name = "before")
          Optional<Before> before) {
    return transactions.read(
        () ->
            recent.read(
                new EventFilter(
                    status.orElse(StatusFilter.ALL),
                    eventType,
                    entityId,
                    error,
                    EventFilter.EVER,
                    before.orElse(Before.EVERYTHING)),
                limit));
  }

  @Operation(
      summary = "One event's whole story",
      description =
          "By any id it has: the delivery's, the event's, one it had before a redrive, or a dead letter's.")
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/events/{id}")
  EventStory event(@Parameter(description = "Any of its ids") @PathVariable("id") UUID id) {
    return transactions.read(() -> stories.of(id)).orElseThrow(() -> Unknown.event(id));
  }
}
