package sale.tsh.tds.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A redrive of many dead letters, as far as it has come.
 *
 * @param filter the criteria, as JSON
 * @param rate how many it redrives a second
 * @param matched how many it took on
 * @param remaining how many it has still to redrive
 * @param cancelledBy who cancelled it
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

  /** Those that somebody else closed before their turn came, or that a cancellation spared. */
  public int skipped() {
    return matched - redriven - remaining;
  }
}
