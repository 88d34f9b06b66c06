package sale.tsh.tds.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a redrive of many dead letters.
 *
 * @param filter the criteria, as JSON
 * @param rate dead letters redriven per second
 * @param matched dead letters it took at its start
 * @param remaining dead letters it has still to redrive
 * @param cancelledBy the operator who cancelled it
 */
public record BulkRedrive(
    UUID id,
    Instant requestedAt,
    String requestedBy,
    String filter,
    int rate,
    int matched,
    int redriven,
    int remaining,
    @Nullable Instant endedAt,
    @Nullable String cancelledBy) {

  /** {@code running}, {@code finished} or {@code cancelled}. */
  public String state() {
    return endedAt == null ? "running" : cancelledBy == null ? "finished" : "cancelled";
  }

  /** Dead letters that were closed otherwise before their turn, or left over by a cancellation. */
  public int skipped() {
    return matched - redriven - remaining;
  }
}
