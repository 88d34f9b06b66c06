package sale.tsh.tds.api.page;

import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.EventRow;

/**
 * A page of the list of events.
 *
 * @param names what the records are called, by their kind and id
 * @param news newer events that the filter lets through, counted to a hundred
 * @param top from where the list starts; what is newer is announced only
 */
record EventList(
    Query query, Slice<EventRow> slice, Map<String, String> names, int news, String top) {

  /**
   * What the address asks for, as text.
   *
   * @param within how long ago they were queued at most, such as {@code 1h}
   */
  record Query(
      String status, String kind, String record, String error, String within, String before) {

    static Query of(
        Optional<String> status,
        Optional<String> kind,
        Optional<String> record,
        Optional<String> error,
        Optional<String> within,
        Optional<String> before) {
      return new Query(
          status.orElse(""),
          kind.orElse(""),
          record.orElse("").strip(),
          error.orElse("").strip(),
          within.orElse(""),
          before.orElse(""));
    }

    /** Whether it narrows the list at all, its place aside. */
    public boolean narrows() {
      return !(status + kind + record + error + within).isEmpty();
    }

    /** The address of the same list, at a place; from its start where that is empty. */
    String address(String name, String place) {
      UriComponentsBuilder address = UriComponentsBuilder.fromPath("view/events");
      add(address, "status", status);
      add(address, "kind", kind);
      add(address, "record", record);
      add(address, "error", error);
      add(address, "within", within);
      add(address, name, place);
      return address.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, String value) {
      if (!value.isEmpty()) {
        // As a variable, so that whatever it holds stays one value.
        address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
      }
    }
  }

  /** The list from its start. */
  public String newest() {
    return query.address("before", "");
  }

  /** The same list again, without what came since. */
  public String again() {
    return query.before().isEmpty()
        ? query.address("top", top)
        : query.address("before", query.before());
  }

  /** What follows below. */
  public String older() {
    EventRow last = slice.rows().getLast();
    return query.address("before", Places.of(last.queuedAt(), last.id()));
  }
}
