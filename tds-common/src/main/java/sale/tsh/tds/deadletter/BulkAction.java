package sale.tsh.tds.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a redrive or a discard of many dead letters.
 *
 * @param filter the criteria, as JSON
 * @param rate dead letters closed per second
 * @param matched dead letters it took at its start
 * @param closed dead letters it has redriven or discarded
 * @param remaining dead letters it has still to close
 * @param cancelledBy the operator who cancelled it
 * @param discardReason why it discards them; null if it redrives them
 */
public record BulkAction(
    UUID id,
    Instant requestedAt,
    String requestedBy,
    String filter,
    int rate,
    int matched,
    int closed,
    int remaining,
    @Nullable Instant endedAt,
    @Nullable String cancelledBy,
    @Nullable String discardReason) {

  /** {@code running}, {@code finished} or {@code cancelled}. */
  public String state() {
    return endedAt == null ? "running" : cancelledBy == null ? "finished" : "cancelled";
  }

  /** {@code retry} or {@code discard}, as the addresses of the API call them. */
  public String name() {
    return discardReason == null ? "retry" : "discard";
  }

  /** What it does to a dead letter, in the past tense. */
  public String done() {
    return discardReason == null ? "retried" : "discarded";
  }

  public int redriven() {
    return discardReason == null ? closed : 0;
  }

  public int discarded() {
    return discardReason == null ? 0 : closed;
  }

  /** Dead letters that were closed otherwise before their turn, or left over by a cancellation. */
  public int skipped() {
    return matched - closed - remaining;
  }
}
