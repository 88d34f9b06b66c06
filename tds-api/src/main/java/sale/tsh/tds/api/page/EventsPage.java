package sale.tsh.tds.api.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.Before;
import sale.tsh.tds.api.dashboard.BoundedTransactions;
import sale.tsh.tds.api.dashboard.EventFilter;
import sale.tsh.tds.api.dashboard.EventRow;
import sale.tsh.tds.api.dashboard.EventStories;
import sale.tsh.tds.api.dashboard.EventStory;
import sale.tsh.tds.api.dashboard.KnownKind;
import sale.tsh.tds.api.dashboard.Limit;
import sale.tsh.tds.api.dashboard.RecentEvents;
import sale.tsh.tds.api.dashboard.StatusFilter;
import sale.tsh.tds.api.dashboard.Unknown;
import sale.tsh.tds.api.http.Access;
import sale.tsh.tds.queue.EventStatus;
import sale.tsh.tds.settings.Environment;

/** The stream of events, and the story of one. */
@Hidden
@Controller
class EventsPage {

  private static final int ROWS = 50;
  private static final int SHOWN_OF_A_BODY = 100_000;
  private static final List<String> STATUSES =
      Stream.concat(Stream.of(EventStatus.values()).map(EventStatus::text), Stream.of("failed"))
          .toList();
  private static final int MOST_NEWS = 100;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final RecentEvents events;
  private final EventStories stories;
  private final RecordNames names;
  private final BoundedTransactions transactions;
  private final InstantSource clock = InstantSource.system();

  EventsPage(
      RecentEvents events,
      EventStories stories,
      RecordNames names,
      BoundedTransactions transactions) {
    this.events = events;
    this.stories = stories;
    this.names = names;
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
    model.addAttribute("statuses", STATUSES);
    model.addAttribute("kinds", KnownKind.names());
    return "events";
  }

  /** One event, by any of its ids. */
  @PreAuthorize(Access.VIEWER)
  @GetMapping("/dashboard/view/events/{id}")
  String event(@PathVariable("id") UUID id, Model model) {
    EventStory story = transactions.read(() -> stories.of(id)).orElseThrow(() -> Unknown.event(id));
    model.addAttribute("story", story);
    model.addAttribute("steps", Step.of(story));
    if (story.delivery() != null) {
      String body = story.delivery().body();
      model.addAttribute("body", body.substring(0, Math.min(body.length(), SHOWN_OF_A_BODY)));
      model.addAttribute("cut", body.length() > SHOWN_OF_A_BODY);
    }
    if (story.record() != null) {
      model.addAttribute("columns", Columns.of(story.record().row()));
    }
    return "event";
  }

  private EventList read(EventList.Query query, String top) {
    Instant now = clock.instant();
    Before place = place(query, top);
    Slice<EventRow> slice =
        Slice.of(events.read(filter(query, now, place), new Limit(ROWS + 1)), ROWS);
    String start = top;
    if (top.isEmpty() && !slice.rows().isEmpty()) {
      start = Places.including(slice.rows().getFirst().queuedAt());
    }
    List<String> records =
        slice.rows().stream().map(row -> RecordNames.key(row.eventType(), row.entityId())).toList();
    return new EventList(query, slice, names.of(records), news(query, now, top), start);
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
    String place = query.before().isEmpty() ? top : query.before();
    return Asked.value("before", Optional.of(place), Before::valueOf).orElse(Before.EVERYTHING);
  }

  private static EventFilter filter(EventList.Query query, Instant now, Before place) {
    return new EventFilter(
        Asked.value("status", Optional.of(query.status()), StatusFilter::valueOf)
            .orElse(StatusFilter.ALL),
        some(query.kind()),
        some(query.record()),
        some(query.error()),
        some(query.within())
            .map(text -> Environment.duration("within", text, Duration.ofSeconds(1), LONGEST))
            .map(now::minus)
            .orElse(EventFilter.EVER),
        place);
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }
}
