package sale.tsh.tds.api.dashboard.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /dashboard/records/{kind}/{id}}: a record and its deliveries.
 *
 * @param record the record in the mirror now; null if the mirror does not have it
 * @param history the record's accepted deliveries, newest first
 */
record RecordDetails(
    String kind, String id, @Nullable MirrorRecord record, List<HistoryEntry> history) {

  RecordDetails {
    history = List.copyOf(history);
  }

  /** Whether nothing is known about the record. */
  public boolean holdsNothing() {
    return record == null && history.isEmpty();
  }
}
