package sale.tsh.tds.api.dashboard.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker as its last heartbeat described it, and the events it runs.
 *
 * @param alive whether its last heartbeat is less than 30 seconds old and it has not stopped
 * @param running the number of events it held at its last heartbeat
 * @param runs the events it holds now, at most 50 over all workers
 */
record WorkerStatus(
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
    List<RunningEvent> runs) {

  /** An event that the worker holds. */
  record RunningEvent(String id, String eventType, String entityId, Instant startedAt) {}
}
