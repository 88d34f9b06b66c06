package sale.tsh.tds.api.dashboard.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sale.tsh.tds.deadletter.BulkAction;
import sale.tsh.tds.deadletter.BulkActions;
import sale.tsh.tds.deadletter.BulkOutcome;
import sale.tsh.tds.deadletter.BulkOutcomes;

/** Reads bulk actions with what became of their events. Call it in a transaction. */
@Component
class FollowedBulks {

  private final BulkActions bulks;
  private final BulkOutcomes outcomes;

  FollowedBulks(BulkActions bulks, BulkOutcomes outcomes) {
    this.bulks = bulks;
    this.outcomes = outcomes;
  }

  /** The bulk actions requested before a time, newest first. */
  List<FollowedBulk> newest(Instant before, int limit) {
    List<BulkAction> found = bulks.newest(before, limit);
    Map<UUID, BulkOutcome> outcomeOf = outcomes.of(found.stream().map(BulkAction::id).toList());
    return found.stream()
        .map(bulk -> new FollowedBulk(bulk, outcomeOf.getOrDefault(bulk.id(), BulkOutcome.NONE)))
        .toList();
  }

  /** The bulk action with this id. */
  Optional<FollowedBulk> find(UUID id) {
    return bulks.find(id).map(this::follow);
  }

  /** This bulk action with what became of its events so far. */
  FollowedBulk follow(BulkAction bulk) {
    return new FollowedBulk(bulk, outcomes.of(bulk.id()));
  }
}
