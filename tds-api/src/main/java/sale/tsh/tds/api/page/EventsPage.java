package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.dashboard.Before;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.dashboard.EventFilter;
import sale.tsh.tds.api.dashboard.EventRow;
import sale.tsh.tds.api.dashboard.EventStories;
import sale.tsh.tds.api.dashboard.EventStory;
import sale.tsh.tds.api.dashboard.Limit;
import sale.tsh.tds.api.dashboard.RecentEvents;
import sale.tsh.tds.api.dashboard.StatusFilter;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;
import sale.tsh.tds.settings.Environment;

/** The stream of events, and the story of one. */
@Hidden
@Controller
class EventsPage {

  private static final int ROWS = 50;
  private static final int MOST_NEWS = 100;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final RecentEvents events;
  private final EventStories stories;
  private final BoundedTransactions transactions;
  private final InstantSource clock = InstantSource.system();

  EventsPage(RecentEvents events, EventStories stories, BoundedTransactions transactions) {
    this.events = events;
    this.stories = stories;
    this.transactions = transactions;
  }

  /**
   * A page of the list.
   *
   * @param top where a list that is already looked at starts; what is newer is counted only
   */
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/events")
  String events(
      @RequestParam(name = "status") Optional<String> status,
      @RequestParam(name = "kind") Optional<String> kind,
      @RequestParam(name = "record") Optional<String> record,
      @RequestParam(name = "error") Optional<String> error,
      @RequestParam(name = "within") Optional<String> within,
      @RequestParam(name = "before") Optional<String> before,
      @RequestParam(name = "top") Optional<String> top,
      Model model) {
    EventList.Query query = EventList.Query.of(status, kind, record, error, within, before);
    model.addAttribute("list", transactions.read(() -> read(query, top.orElse(""))));
    model.addAttribute(
        "statuses",
        List.of("pending", "processing", "retry", "completed", "dead_letter", "failed"));
    model.addAttribute("kinds", EntityCatalogue.kinds().stream().map(EntityKind::name).toList());
    return "events";
  }

  /** One event, by any of its ids. */
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/events/{id}")
  String event(@PathVariable("id") UUID id, Model model) {
    EventStory story =
        transactions
            .read(() -> stories.of(id))
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "Nothing has the id %s, or retention has taken it.".formatted(id)));
    model.addAttribute("story", story);
    model.addAttribute("steps", Step.of(story));
    if (story.record() != null) {
      model.addAttribute("columns", Columns.of(story.record().row()));
    }
    return "event";
  }

  private EventList read(EventList.Query query, String top) {
    Instant now = clock.instant();
    Before place = place(query, top);
    List<EventRow> rows = events.read(filter(query, now, place), new Limit(ROWS + 1));
    boolean more = rows.size() > ROWS;
    List<EventRow> shown = more ? rows.subList(0, ROWS) : rows;
    String start = top;
    if (top.isEmpty()) {
      start = shown.isEmpty() ? "" : Places.including(shown.getFirst().queuedAt());
    }
    return new EventList(query, shown, more, news(query, now, top), now, start);
  }

  private int news(EventList.Query query, Instant now, String top) {
    if (top.isEmpty()) {
      return 0;
    }
    EventFilter all = filter(query, now, Before.EVERYTHING);
    EventFilter newer =
        new EventFilter(
            all.status(),
            all.type(),
            all.entityId(),
            all.error(),
            place(query, top).at(),
            Before.EVERYTHING);
    return events.read(newer, new Limit(MOST_NEWS)).size();
  }

  private static Before place(EventList.Query query, String top) {
    try {
      return Places.parse(query.before().isEmpty() ? top : query.before());
    } catch (IllegalArgumentException e) {
      throw expected("before", e.getMessage());
    }
  }

  private static EventFilter filter(EventList.Query query, Instant now, Before place) {
    return new EventFilter(
        status(query.status()),
        some(query.kind()),
        some(query.record()),
        some(query.error()),
        query.within().isEmpty()
            ? EventFilter.EVER
            : now.minus(
                Environment.duration("within", query.within(), Duration.ofSeconds(1), LONGEST)),
        place);
  }

  private static StatusFilter status(String text) {
    try {
      return text.isEmpty() ? StatusFilter.ALL : StatusFilter.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw expected("status", e.getMessage());
    }
  }

  private static ResponseStatusException expected(String name, @Nullable String what) {
    return new ResponseStatusException(
        HttpStatus.BAD_REQUEST, "%s must be %s.".formatted(name, what));
  }

  private static Optional<String> some(String text) {
    return Stream.of(text).filter(each -> !each.isEmpty()).findFirst();
  }
}
