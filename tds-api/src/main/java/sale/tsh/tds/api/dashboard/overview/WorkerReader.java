package sale.tsh.tds.api.dashboard.overview;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.entity.WorkerEntries;

/** Reads the workers and the events they run. Call it in a transaction. */
@Component
class WorkerReader {

  private static final int MOST = 20;
  private static final int MOST_RUNS = 50;

  private final WorkerEntries workers;
  private final JdbcClient jdbc;

  WorkerReader(WorkerEntries workers, JdbcClient jdbc) {
    this.workers = workers;
    this.jdbc = jdbc;
  }

  /** The workers seen within the last hour, those alive first. */
  List<WorkerStatus> read() {
    Map<String, List<HeldEvent>> held = held().stream().collect(groupingBy(HeldEvent::owner));
    return workers.recent(MOST).stream()
        .map(each ->
            new WorkerStatus(
                each,
                held.getOrDefault(each.worker(), List.of()).stream().map(HeldEvent::run).toList()))
        .toList();
  }

  private List<HeldEvent> held() {
    return jdbc.sql(
            """
            select lease_owner, id, event_type, entity_id, started_at
              from tds_sync_queue
             where status = 'processing' and lease_owner is not null
             order by lease_expires_at
             limit :most
            """)
        .param("most", MOST_RUNS)
        .query((row, number) ->
            new HeldEvent(
                row.getString("lease_owner"),
                row.getString("id"),
                row.getString("event_type"),
                row.getString("entity_id"),
                row.getTimestamp("started_at").toInstant()))
        .list();
  }

  private record HeldEvent(
      String owner, String id, String eventType, String entityId, Instant startedAt) {

    WorkerStatus.RunningEvent run() {
      return new WorkerStatus.RunningEvent(id, eventType, entityId, startedAt);
    }
  }
}
