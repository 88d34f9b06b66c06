package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.LocalProcess;

/**
 * A worker that is stopped in an open transaction, like one on a machine that sleeps or is gone.
 * Its sessions and their locks stay. It continues once this is closed.
 */
final class FrozenWorker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LocalProcess worker;
  private final JdbcClient jdbc;
  private final List<UUID> events;

  /** Freezes a worker repeatedly, until one of its transactions is left open with events. */
  FrozenWorker(LocalProcess worker, JdbcClient jdbc) {
    this.worker = worker;
    this.jdbc = jdbc;
    await().atMost(PATIENCE).until(this::isFrozenInItsTransaction);
    this.events = held();
  }

  /** Waits until another worker has completed all events that this one held. */
  void awaitTakeover() {
    await().atMost(PATIENCE).until(() -> Load.areCompleted(jdbc, events));
    assertThat(ownEnds()).isZero();
  }

  /** Requires that this worker, which has continued, ended none of the events in addition. */
  void requireNoLateEffect() {
    assertThat(ownEnds()).isZero();
    assertThat(
            jdbc.sql(
                    "select count(*) from tds_sync_logs where queue_id = any(:events) and outcome <> 'failed'")
                .param("events", events.toArray(UUID[]::new))
                .query(Integer.class)
                .single())
        .isEqualTo(events.size());
  }

  @Override
  public void close() {
    signal("CONT");
  }

  private boolean isFrozenInItsTransaction() {
    signal("STOP");
    await().atMost(PATIENCE).until(() -> longestIdleMillis() == 0 || isLeftIdle());
    if (isLeftIdle() && !held().isEmpty()) {
      return true;
    }
    signal("CONT");
    return false;
  }

  private boolean isLeftIdle() {
    return longestIdleMillis() > 200;
  }

  /** The longest time that a session has been idle in its transaction. 0 if there is none. */
  private long longestIdleMillis() {
    return jdbc.sql(
            """
            select coalesce(1 + max(extract(epoch from clock_timestamp() - state_change)) * 1000, 0)::bigint
              from pg_stat_activity
             where state = 'idle in transaction' and datname = current_database()
            """)
        .query(Long.class)
        .single();
  }

  /** The events that this worker runs. The name of a worker ends with its process id. */
  private List<UUID> held() {
    return jdbc.sql(
            "select id from tds_sync_queue where status = 'processing' and lease_owner like '%-' || :pid")
        .param("pid", worker.pid().orElseThrow())
        .query((row, number) -> row.getObject("id", UUID.class))
        .list();
  }

  /** How many of the events have ended by this worker. */
  private int ownEnds() {
    return jdbc.sql(
            "select count(*) from tds_sync_logs where queue_id = any(:events) and worker like '%-' || :pid")
        .param("events", events.toArray(UUID[]::new))
        .param("pid", worker.pid().orElseThrow())
        .query(Integer.class)
        .single();
  }

  private void signal(String name) {
    Command kill =
        Command.run(List.of("sh", "-c", "kill -%s %d".formatted(name, worker.pid().orElseThrow())));
    assertThat(kill.succeeded()).as(kill.output()).isTrue();
  }
}
