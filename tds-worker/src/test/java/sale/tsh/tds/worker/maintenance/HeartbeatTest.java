package sale.tsh.tds.worker.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.entity.WorkerEntries;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

class HeartbeatTest {

  private static final TestDatabase database = TestDatabase.migrated();

  private int inFlight = 3;
  private final Heartbeat heartbeat = heartbeat(41);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void noWorkers() {
    Tables.empty(database.jdbc(), "tds_workers");
  }

  @Test
  void workerShowsItselfAndWhatItRuns() {
    heartbeat.runOnce();
    inFlight = 7;
    heartbeat.runOnce();

    assertThat(
            only(
                "host = 'host' and pid = 41 and concurrency = 5 and running = 7 and version = '1.2'"))
        .isTrue();
  }

  @Test
  void everyHeartbeatIsSeenAndTheStartStays() {
    heartbeat.runOnce();
    age();
    heartbeat.runOnce();

    assertThat(only("seen_at > now() - interval '1 min' and started_at < now() - interval '1 h'"))
        .isTrue();
  }

  @Test
  void plannedEndDiffersFromADeath() {
    heartbeat.runOnce();
    assertThat(only("stopped_at is null")).isTrue();

    heartbeat.close();
    assertThat(only("stopped_at is not null and running = 0")).isTrue();
  }

  @Test
  void workerThatRestartsUnderItsNameHasANewStart() {
    heartbeat.runOnce();
    heartbeat.close();
    age();

    heartbeat(42).runOnce();

    assertThat(only("pid = 42 and stopped_at is null and started_at > now() - interval '1 min'"))
        .isTrue();
  }

  private Heartbeat heartbeat(long pid) {
    return new Heartbeat(
        database.repository(WorkerEntries.class),
        new ProcessIdentity("worker", "host", pid, "1.2"),
        "w1",
        5,
        () -> inFlight);
  }

  private static void age() {
    database
        .jdbc()
        .sql(
            """
            update tds_workers
               set started_at = started_at - interval '2 h', seen_at = seen_at - interval '2 h'
            """)
        .update();
  }

  /** Whether there is one worker, and it is so. */
  private static boolean only(String condition) {
    return database
        .jdbc()
        .sql("select count(*) = 1 and bool_and(" + condition + ") from tds_workers")
        .query(Boolean.class)
        .single();
  }
}
