package sale.tsh.tds.api.dashboard.deadletter;

import java.util.ArrayList;
import java.util.List;
import sale.tsh.tds.api.dashboard.layout.Phrase;
import sale.tsh.tds.deadletter.BulkAction;
import sale.tsh.tds.deadletter.BulkOutcome;

/** A bulk retry with what became of its events. */
record FollowedBulk(BulkAction bulk, BulkOutcome outcome) {

  /** Whether every event that was retried has ended. */
  public boolean settled() {
    return bulk.endedAt() != null && outcome.waiting() == 0;
  }

  /** What became of the events in words: 12 completed, 48 dead again with the same cause. */
  public Phrase inWords() {
    List<Phrase> words = new ArrayList<>();
    words.add(Phrase.of("bulk.completed", outcome.completed()));
    if (outcome.waiting() > 0) {
      words.add(Phrase.of("phrase", new Phrase.Counted(outcome.waiting(), "still-waiting")));
    }
    if (outcome.died() > 0) {
      words.add(deadAgain());
    }
    long gone = outcome.gone(bulk.redriven());
    if (gone > 0) {
      words.add(Phrase.of("bulk.gone", gone));
    }
    return Phrase.of("phrase", new Phrase.Series(words));
  }

  private Phrase deadAgain() {
    if (outcome.sameCause() == outcome.died()) {
      return Phrase.of("bulk.dead-again-same-cause", outcome.died());
    }
    return outcome.sameCause() == 0
        ? Phrase.of("bulk.dead-again-other-cause", outcome.died())
        : Phrase.of("bulk.dead-again-some-same-cause", outcome.died(), outcome.sameCause());
  }
}
