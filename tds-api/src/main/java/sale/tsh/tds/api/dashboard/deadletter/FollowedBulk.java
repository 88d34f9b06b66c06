package sale.tsh.tds.api.dashboard.deadletter;

import java.util.ArrayList;
import java.util.List;
import sale.tsh.tds.api.dashboard.layout.Format;
import sale.tsh.tds.deadletter.BulkAction;
import sale.tsh.tds.deadletter.BulkOutcome;

/** A bulk retry with what became of its events. */
record FollowedBulk(BulkAction bulk, BulkOutcome outcome) {

  private static final Format FORMAT = new Format();

  /** Whether every event that was retried has ended. */
  public boolean settled() {
    return bulk.endedAt() != null && outcome.waiting() == 0;
  }

  /** What became of the events in words: 12 completed, 48 dead again with the same cause. */
  public String inWords() {
    List<String> words = new ArrayList<>();
    words.add(FORMAT.count(outcome.completed()) + " completed");
    if (outcome.waiting() > 0) {
      words.add(
          FORMAT.count(outcome.waiting()) + (outcome.waiting() == 1 ? " waits" : " still wait"));
    }
    if (outcome.died() > 0) {
      words.add(FORMAT.count(outcome.died()) + " dead again" + cause());
    }
    long gone = outcome.gone(bulk.redriven());
    if (gone > 0) {
      words.add(FORMAT.count(gone) + " no longer kept");
    }
    return String.join(", ", words);
  }

  private String cause() {
    if (outcome.sameCause() == outcome.died()) {
      return " with the same cause";
    }
    return outcome.sameCause() == 0
        ? " with another cause"
        : ", %s of them with the same cause".formatted(FORMAT.count(outcome.sameCause()));
  }
}
