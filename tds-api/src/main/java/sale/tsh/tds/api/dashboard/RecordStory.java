package sale.tsh.tds.api.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.record.Chapter;

/**
 * The answer of {@code GET /dashboard/records/{kind}/{id}}: a record and what was heard of it.
 *
 * @param record what the mirror holds of it now, written by one of the events below or not
 * @param history its accepted deliveries, newest first
 */
public record RecordStory(
    String kind, String id, EventStory.@Nullable MirrorRecord record, List<Chapter> history) {

  public RecordStory {
    history = List.copyOf(history);
  }

  /** Whether nothing is known. */
  public boolean holdsNothing() {
    return record == null && history.isEmpty();
  }
}
