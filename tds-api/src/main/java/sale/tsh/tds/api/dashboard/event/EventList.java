package sale.tsh.tds.api.dashboard.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.layout.ListPage;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.record.RecordName;
import sale.tsh.tds.api.dashboard.support.DayRange;
import sale.tsh.tds.api.dashboard.support.TimeCursor;

/**
 * A page of the list of events.
 *
 * @param names the records' names by kind and id
 * @param news the number of newer events that match the filter, at most 100
 * @param top the position where the list starts. Newer events are announced, not listed
 */
record EventList(
    EventQuery query,
    ListPage<EventRow> listPage,
    Map<String, RecordName> names,
    int news,
    String top) {

  /**
   * The query parameters of the address, as text.
   *
   * @param within the greatest age of an event, such as {@code 1h}
   * @param from the first day, see {@link DayRange}
   * @param to the last day
   * @param zone the time zone of the days
   */
  record EventQuery(
      String status,
      String kind,
      String record,
      String error,
      String within,
      String from,
      String to,
      String zone,
      String before) {

    static EventQuery of(
        Optional<String> status,
        Optional<String> kind,
        Optional<String> record,
        Optional<String> error,
        Optional<String> within,
        Optional<String> from,
        Optional<String> to,
        Optional<String> zone,
        Optional<String> before) {
      return new EventQuery(
          status.orElse(""),
          kind.orElse(""),
          record.orElse("").strip(),
          error.orElse("").strip(),
          within.orElse(""),
          from.orElse(""),
          to.orElse(""),
          zone.orElse(""),
          before.orElse(""));
    }

    /** Whether any filter is set, regardless of the position. */
    public boolean narrows() {
      return !(status + kind + record + error + within + from + to).isEmpty();
    }

    /** The address of the list of one day. */
    public String on(String day) {
      return new EventQuery(status, kind, record, error, "", day, day, zone, "")
          .address("before", "");
    }

    /** The days that the parameters name. A refusal names the parameter. */
    DayRange days(Instant now) {
      return QueryParams.days(from, to, zone, now);
    }

    /** The address of the same list at a position, or from its start if {@code cursor} is empty. */
    String address(String name, String cursor) {
      UriComponentsBuilder address = UriComponentsBuilder.fromPath("view/events");
      QueryParams.add(address, "status", status);
      QueryParams.add(address, "kind", kind);
      QueryParams.add(address, "record", record);
      QueryParams.add(address, "error", error);
      QueryParams.add(address, "within", within);
      QueryParams.add(address, "from", from);
      QueryParams.add(address, "to", to);
      QueryParams.add(address, "zone", zone);
      QueryParams.add(address, name, cursor);
      return address.encode().build().toUriString();
    }
  }

  /** The address of the list from its start. */
  public String newest() {
    return query.address("before", "");
  }

  /** The address of the same rows, without newer events. */
  public String again() {
    return query.before().isEmpty()
        ? query.address("top", top)
        : query.address("before", query.before());
  }

  /** The address of the next page. */
  public String older() {
    EventRow last = listPage.rows().getLast();
    return query.address("before", new TimeCursor(last.queuedAt(), last.id()).toString());
  }
}
