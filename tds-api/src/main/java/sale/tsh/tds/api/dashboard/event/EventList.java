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
      return DayRange.of(
          QueryParams.value("from", Optional.of(from), DayRange.NamedDay::valueOf),
          QueryParams.value("to", Optional.of(to), DayRange.NamedDay::valueOf),
          QueryParams.value("zone", Optional.of(zone), DayRange.Zone::valueOf),
          now);
    }

    /** The address of the same list at a position, or from its start if {@code cursor} is empty. */
    String address(String name, String cursor) {
      UriComponentsBuilder address = UriComponentsBuilder.fromPath("view/events");
      add(address, "status", status);
      add(address, "kind", kind);
      add(address, "record", record);
      add(address, "error", error);
      add(address, "within", within);
      add(address, "from", from);
      add(address, "to", to);
      add(address, "zone", zone);
      add(address, name, cursor);
      return address.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, String value) {
      if (!value.isEmpty()) {
        // A variable keeps any text a single value.
        address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
      }
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
