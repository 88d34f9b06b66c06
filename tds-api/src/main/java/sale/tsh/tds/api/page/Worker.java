package sale.tsh.tds.api.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker by its heartbeat, and what it runs.
 *
 * @param alive whether it beat within the last half minute and did not end
 * @param running events it held at its last beat
 * @param runs the events it holds now, at most fifty over all workers
 */
record Worker(
    String name,
    String host,
    long pid,
    String version,
    int concurrency,
    int running,
    Instant startedAt,
    Instant seenAt,
    @Nullable Instant stoppedAt,
    boolean alive,
    List<Run> runs) {

  /** An event that it holds. */
  record Run(String id, String eventType, String entityId, Instant startedAt) {}
}
