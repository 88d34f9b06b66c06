package sale.tsh.tds.api.dashboard.overview;

import java.time.Instant;
import java.util.List;
import sale.tsh.tds.entity.WorkerEntry;

/**
 * A worker as its last heartbeat described it, and the events it runs.
 *
 * @param runs the events it holds now, at most 50 over all workers
 */
record WorkerStatus(WorkerEntry heartbeat, List<RunningEvent> runs) {

  /** An event that the worker holds. */
  record RunningEvent(String id, String eventType, String entityId, Instant startedAt) {}
}
