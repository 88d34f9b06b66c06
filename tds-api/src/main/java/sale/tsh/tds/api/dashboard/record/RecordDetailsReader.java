package sale.tsh.tds.api.dashboard.record;

import java.util.List;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.support.NumberCursor;

/** Gathers the details of one record. Call it in a transaction. */
@Component
class RecordDetailsReader {

  private final RecordHistoryReader history;
  private final MirrorRecordReader mirror;

  RecordDetailsReader(RecordHistoryReader history, MirrorRecordReader mirror) {
    this.history = history;
    this.mirror = mirror;
  }

  /**
   * Returns the record now and its newest deliveries after a position in its history.
   *
   * @param before the arrival of the last entry so far, or {@link NumberCursor#START}
   * @param limit the most entries to return
   */
  RecordDetails of(String kind, String entityId, NumberCursor before, int limit) {
    List<HistoryEntry> entries = history.of(kind, entityId, before, limit);
    return new RecordDetails(
        kind,
        entityId,
        mirror
            .find(kind, entityId, entries.stream().map(HistoryEntry::eventId).toList())
            .orElse(null),
        entries);
  }
}
