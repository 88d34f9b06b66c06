package sale.tsh.tds.api.dashboard.event;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import sale.tsh.tds.api.dashboard.layout.DashboardPage;
import sale.tsh.tds.api.dashboard.layout.ListPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.record.RecordColumns;
import sale.tsh.tds.api.dashboard.record.RecordName;
import sale.tsh.tds.api.dashboard.record.RecordNames;
import sale.tsh.tds.api.dashboard.refused.Explanations;
import sale.tsh.tds.api.dashboard.support.BoundedTransactions;
import sale.tsh.tds.api.dashboard.support.KnownKinds;
import sale.tsh.tds.api.dashboard.support.NotFound;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.dashboard.support.TextDownload;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.security.DashboardAccess;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.entity.PausedKindEntry;
import sale.tsh.tds.queue.EventStatus;
import sale.tsh.tds.settings.Settings;

/** The page of the newest events, and the page of one event. */
@DashboardPage
class EventsPage {

  private static final int ROWS = 50;
  private static final List<String> STATUSES =
      Stream.concat(Stream.of(EventStatus.values()).map(EventStatus::text), Stream.of("failed"))
          .toList();
  private static final int MOST_NEWS = 100;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final RecentEventsReader events;
  private final EventDetailsReader details;
  private final RecordNames names;
  private final KnownKinds kinds;
  private final PausedKindEntries pausedKinds;
  private final BoundedTransactions transactions;
  private final TextDownload download;
  private final InstantSource clock;

  EventsPage(
      RecentEventsReader events,
      EventDetailsReader details,
      RecordNames names,
      KnownKinds kinds,
      PausedKindEntries pausedKinds,
      BoundedTransactions transactions,
      TextDownload download,
      InstantSource clock) {
    this.events = events;
    this.details = details;
    this.names = names;
    this.kinds = kinds;
    this.pausedKinds = pausedKinds;
    this.transactions = transactions;
    this.download = download;
    this.clock = clock;
  }

  /**
   * A page of the list.
   *
   * @param top the position where a list that is already shown starts. Newer events are counted
   *     only
   */
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/events")
  String events(
      @RequestParam(name = "status") Optional<String> status,
      @RequestParam(name = "kind") Optional<String> kind,
      @RequestParam(name = "record") Optional<String> record,
      @RequestParam(name = "error") Optional<String> error,
      @RequestParam(name = "within") Optional<String> within,
      @RequestParam(name = "from") Optional<String> from,
      @RequestParam(name = "to") Optional<String> to,
      @RequestParam(name = "zone") Optional<String> zone,
      @RequestParam(name = "before") Optional<String> before,
      @RequestParam(name = "top") Optional<String> top,
      Model model) {
    EventList.EventQuery query =
        EventList.EventQuery.of(status, kind, record, error, within, from, to, zone, before);
    model.addAttribute("range", query.days(clock.instant()));
    model.addAttribute("list", transactions.read(() -> read(query, top.orElse(""))));
    model.addAttribute("statuses", STATUSES);
    model.addAttribute("kinds", kinds.names());
    return "event/events";
  }

  /** The details of one event, by any of its ids. */
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/events/{id}")
  String event(@PathVariable("id") UUID id, Model model) {
    EventDetails found =
        transactions.read(() -> details.of(id)).orElseThrow(() -> NotFound.event(id));
    model.addAttribute("details", found);
    model.addAttribute("subject", transactions.read(() -> subject(found)));
    model.addAttribute("eventId", found.event() == null ? id : found.event().id());
    model.addAttribute("timeline", TimelineEntry.of(found));
    model.addAttribute("paused", pauseOf(found));
    if (found.delivery() != null && found.delivery().refusal() != null) {
      Explanations.of(found.delivery().refusal())
          .ifPresent(explanation -> model.addAttribute("explanation", explanation));
    }
    model.addAttribute("failingPlace", failingPlace(found));
    if (found.delivery() != null) {
      model.addAttribute("body", ShownBody.of(found.delivery().body()));
    }
    if (found.record() != null) {
      model.addAttribute("columns", RecordColumns.of(found.record().kind(), found.record().row()));
    }
    return "event/event";
  }

  /** The whole body of a delivery as a file. */
  @PreAuthorize(DashboardAccess.VIEWER)
  @GetMapping("/dashboard/view/events/{id}/body")
  void body(@PathVariable("id") UUID id, HttpServletResponse answer) {
    UUID delivery =
        transactions.read(() -> details.keptDelivery(id)).orElseThrow(() -> NotFound.event(id));
    download.send(
        answer, id + ".txt", "select body as text from tds_inbox_events where id = :id", delivery);
  }

  /** The pause that lets the event wait; null if there is none. */
  private @Nullable PausedKindEntry pauseOf(EventDetails details) {
    EventDetails.@Nullable QueuedEvent event = details.event();
    return event == null
        ? null
        : transactions.read(() -> pausedKinds.list()).stream()
            .filter(paused -> paused.kind().equals(event.entityType()))
            .findFirst()
            .orElse(null);
  }

  private static @Nullable FailingPlace failingPlace(EventDetails details) {
    return Optional.ofNullable(details.event())
        .flatMap(event -> FailingPlace.of(event.errorMessage()))
        .orElse(null);
  }

  /** The record of the event; null if its delivery was refused. */
  private @Nullable Subject subject(EventDetails details) {
    EventDetails.QueuedEvent event = details.event();
    if (event != null) {
      return subject(event.entityType(), event.entityId());
    }
    EventDetails.InboxDelivery delivery = details.delivery();
    return delivery == null || delivery.entityType() == null || delivery.entityId() == null
        ? null
        : subject(delivery.entityType(), delivery.entityId());
  }

  private Subject subject(String kind, String entityId) {
    return new Subject(kind, entityId, names.of(kind, entityId).orElse(null));
  }

  private EventList read(EventList.EventQuery query, String top) {
    Instant now = clock.instant();
    TimeCursor cursor = cursor(query, now, top);
    ListPage<EventRow> listPage =
        ListPage.of(events.read(filter(query, now, cursor), new RowLimit(ROWS + 1)), ROWS);
    String start = top;
    if (top.isEmpty() && !listPage.rows().isEmpty()) {
      start = TimeCursor.including(listPage.rows().getFirst().queuedAt()).toString();
    }
    List<String> records =
        listPage.rows().stream()
            .map(row -> RecordNames.key(row.eventType(), row.entityId()))
            .toList();
    return new EventList(query, listPage, names.of(records), news(query, now, top), start);
  }

  private int news(EventList.EventQuery query, Instant now, String top) {
    if (top.isEmpty()) {
      return 0;
    }
    EventFilter all = filter(query, now, end(query, now));
    EventFilter newer =
        new EventFilter(
            all.status(),
            all.type(),
            all.entityId(),
            all.error(),
            all.receivedSince(),
            cursor(query, now, top).at(),
            all.before());
    return events.read(newer, new RowLimit(MOST_NEWS)).size();
  }

  private static TimeCursor cursor(EventList.EventQuery query, Instant now, String top) {
    String cursor = query.before().isEmpty() ? top : query.before();
    return QueryParams.value("before", Optional.of(cursor), TimeCursor::valueOf)
        .orElse(end(query, now));
  }

  /** The list is in the order of the queue, so it starts with the end of the last day. */
  private static TimeCursor end(EventList.EventQuery query, Instant now) {
    return new TimeCursor(query.days(now).until(), TimeCursor.START.id());
  }

  private static EventFilter filter(EventList.EventQuery query, Instant now, TimeCursor cursor) {
    return new EventFilter(
        QueryParams.value("status", Optional.of(query.status()), StatusFilter::valueOf)
            .orElse(StatusFilter.ALL),
        some(query.kind()),
        some(query.record()),
        some(query.error()),
        some(query.within())
            .map(text -> Settings.duration("within", text, Duration.ofSeconds(1), LONGEST))
            .map(now::minus)
            .orElse(query.days(now).since()),
        TimeCursor.EARLIEST,
        cursor);
  }

  /**
   * The record of an event.
   *
   * @param name null if nothing names it
   */
  record Subject(String kind, String id, @Nullable RecordName name) {

    /** What titles and questions call it. */
    public String text() {
      return name == null ? id : name.text();
    }
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }
}
