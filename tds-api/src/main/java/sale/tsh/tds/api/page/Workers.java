package sale.tsh.tds.api.page;

import static java.util.stream.Collectors.groupingBy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the workers; the caller gives the transaction. */
@Component
class Workers {

  private static final int MOST = 20;
  private static final int MOST_RUNS = 50;

  private final JdbcClient jdbc;

  Workers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those that are alive, then those seen within the last hour. */
  List<Worker> read() {
    Map<String, List<Held>> held = held().stream().collect(groupingBy(Held::owner));
    return jdbc.sql(
            """
            select worker, host, pid, version, concurrency, running, started_at, seen_at, stopped_at,
                   stopped_at is null and seen_at > now() - interval '30 s' as alive
              from tds_workers
             where seen_at > now() - interval '1 hour'
             order by alive desc, seen_at desc
             limit :most
            """)
        .param("most", MOST)
        .query(
            (row, number) -> {
              String name = row.getString("worker");
              @Nullable Timestamp stopped = row.getTimestamp("stopped_at");
              return new Worker(
                  name,
                  row.getString("host"),
                  row.getLong("pid"),
                  row.getString("version"),
                  row.getInt("concurrency"),
                  row.getInt("running"),
                  row.getTimestamp("started_at").toInstant(),
                  row.getTimestamp("seen_at").toInstant(),
                  stopped == null ? null : stopped.toInstant(),
                  row.getBoolean("alive"),
                  held.getOrDefault(name, List.of()).stream().map(Held::run).toList());
            })
        .list();
  }

  private List<Held> held() {
    return jdbc.sql(
            """
            select lease_owner, id, event_type, entity_id, started_at
              from tds_sync_queue
             where status = 'processing' and lease_owner is not null
             order by lease_expires_at
             limit :most
            """)
        .param("most", MOST_RUNS)
        .query(
            (row, number) ->
                new Held(
                    row.getString("lease_owner"),
                    row.getString("id"),
                    row.getString("event_type"),
                    row.getString("entity_id"),
                    row.getTimestamp("started_at").toInstant()))
        .list();
  }

  private record Held(
      String owner, String id, String eventType, String entityId, Instant startedAt) {

    Worker.Run run() {
      return new Worker.Run(id, eventType, entityId, startedAt);
    }
  }
}
