package sale.tsh.tds.api.dashboard;

import java.util.List;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.record.Chapter;
import sale.tsh.tds.api.record.RecordHistory;

/** Gathers what is known of one record; the caller gives the transaction. */
@Component
public class RecordStories {

  private final RecordHistory history;
  private final MirrorRecords mirror;

  RecordStories(RecordHistory history, MirrorRecords mirror) {
    this.history = history;
    this.mirror = mirror;
  }

  /**
   * The record as it stands, and its newest deliveries before a place.
   *
   * @param before the arrival of the last chapter at hand, or {@link RecordHistory#NEWEST}
   * @param limit the most chapters
   */
  public RecordStory of(String kind, String entityId, long before, int limit) {
    List<Chapter> chapters = history.of(kind, entityId, before, limit);
    return new RecordStory(
        kind,
        entityId,
        mirror.find(kind, entityId, chapters.stream().map(Chapter::eventId).toList()).orElse(null),
        chapters);
  }
}
