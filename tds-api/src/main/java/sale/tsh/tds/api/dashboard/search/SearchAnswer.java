package sale.tsh.tds.api.dashboard.search;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.record.RecordName;
import sale.tsh.tds.api.dashboard.record.RecordNames;

/**
 * The answer of {@code GET /dashboard/search}.
 *
 * @param more whether more records match than are listed
 * @param records exact matches first, then names before documents, the newest first
 * @param events those whose id begins so, then the newest of the records
 */
record SearchAnswer(boolean more, List<FoundRecord> records, List<FoundEvent> events) {

  static final SearchAnswer NOTHING = new SearchAnswer(false, List.of(), List.of());

  SearchAnswer {
    records = List.copyOf(records);
    events = List.copyOf(events);
  }

  /** The names of the records, for the page. */
  public Map<String, RecordName> names() {
    Map<String, RecordName> names = new HashMap<>();
    records.forEach(each -> names.put(each.key(), new RecordName(each.number(), each.name())));
    events.forEach(each -> names.put(each.key(), new RecordName(each.number(), each.name())));
    names.values().removeIf(name -> name.text().isEmpty());
    return names;
  }

  /** Whether nothing was found. */
  public boolean holdsNothing() {
    return records.isEmpty() && events.isEmpty();
  }

  /**
   * A record that matches. The mirror may not have it yet.
   *
   * @param number its own number; null if it has none
   * @param name its name, or whose it is
   * @param lastEvent null if none of its deliveries is kept
   */
  record FoundRecord(
      String kind,
      String id,
      @Nullable String number,
      @Nullable String name,
      @Nullable FoundEvent lastEvent) {

    String key() {
      return RecordNames.keyOf(kind, id);
    }
  }

  /**
   * An event, or a delivery that became none.
   *
   * @param kind null if the delivery was refused
   * @param status null once the event has left the queue
   * @param refusal why its delivery was refused
   */
  record FoundEvent(
      UUID id,
      @Nullable String kind,
      @Nullable String entityId,
      @Nullable String operation,
      @Nullable String number,
      @Nullable String name,
      @Nullable String status,
      @Nullable String refusal,
      Instant receivedAt,
      @Nullable String error) {

    /** The record's key among {@link RecordNames}; empty if the delivery was refused. */
    String key() {
      return kind == null || entityId == null ? "" : RecordNames.keyOf(kind, entityId);
    }

    FoundEvent named(@Nullable RecordName found) {
      return found == null
          ? this
          : new FoundEvent(
              id,
              kind,
              entityId,
              operation,
              found.number(),
              found.name(),
              status,
              refusal,
              receivedAt,
              error);
    }
  }
}
