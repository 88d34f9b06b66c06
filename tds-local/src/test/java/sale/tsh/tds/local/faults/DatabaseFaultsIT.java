package sale.tsh.tds.local.faults;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import sale.tsh.tds.local.LocalSystem;

/** A PostgreSQL that dies, restarts, cuts connections, and clients that hold locks. */
@DisabledIfEnvironmentVariable(
    named = "TDS_TEST_DATABASE_URL",
    matches = ".+",
    disabledReason = "kills its own PostgreSQL")
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFaultsIT {

  /** Longer than any lock is waited for where nothing is wrong. */
  private static final Duration HELD = Duration.ofSeconds(2);

  private LocalSystem system;
  private Drill drill;

  @BeforeAll
  void start() {
    drill = Drill.start();
    system = drill.system();
  }

  @AfterAll
  void close() {
    drill.close();
  }

  @Test
  void theServerIsKilledAndRecovers() throws Exception {
    drill.run(
        "SIGKILL of PostgreSQL, and its recovery",
        3,
        i -> {
          system.postgres().kill();
          system.postgres().start();
        });
  }

  @Test
  void theServerIsRestarted() throws Exception {
    drill.run(
        "PostgreSQL restarted",
        3,
        i -> {
          system.postgres().stop();
          system.postgres().start();
        });
  }

  /** The listening one too. */
  @Test
  void allConnectionsAreTerminated() throws Exception {
    drill.run(
        "all connections terminated",
        20,
        i -> terminate("pid <> pg_backend_pid() and backend_type = 'client backend'"));
  }

  /** The guide's way out of too many connections, here without its ten minutes. */
  @Test
  void idleConnectionsAreTerminated() throws Exception {
    drill.run("idle connections terminated", 20, i -> terminate("state = 'idle'"));
  }

  @Test
  void aClientHoldsTheQueue() throws Exception {
    drill.run(
        "a client holds tds_sync_queue locked",
        3,
        i -> holdWhile("lock table tds_sync_queue in access exclusive mode"));
  }

  @Test
  void aClientHoldsTheInbox() throws Exception {
    drill.run(
        "a client holds tds_inbox_events locked",
        3,
        i -> holdWhile("lock table tds_inbox_events in access exclusive mode"));
  }

  @Test
  void aClientHoldsRecords() throws Exception {
    drill.run(
        "a client holds records of the mirror locked",
        3,
        i -> holdWhile("select from zoho.items for update"));
  }

  /** PostgreSQL ends one of two that wait for each other: ours or the client. */
  @Test
  void aDeadlock() throws Exception {
    drill.run("a deadlock between a handler and a client", 5, i -> deadlock());
  }

  private void terminate(String which) {
    system
        .jdbc()
        .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where " + which)
        .query(Integer.class)
        .single();
  }

  /** Until somebody has waited for it for a while. */
  private void holdWhile(String lock) throws SQLException {
    try (Connection connection = system.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(lock);
      await().atMost(Duration.ofSeconds(30)).until(() -> somebodyWaits(HELD));
      connection.rollback();
    }
  }

  /** Handlers lock records in their order; this client does in the other. */
  private void deadlock() throws SQLException {
    try (Connection connection = system.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "select from zoho.items where item_id = (select max(item_id) from zoho.items) for update");
      await().atMost(Duration.ofSeconds(30)).until(() -> somebodyWaits(Duration.ZERO));
      try {
        statement.execute("select from zoho.items order by item_id for update");
      } catch (SQLException victim) {
        // Of the two it was this one.
      }
      connection.rollback();
    }
  }

  private boolean somebodyWaits(Duration longerThan) {
    return system
        .jdbc()
        .sql(
            """
            select exists (
              select from pg_stat_activity
               where wait_event_type = 'Lock' and clock_timestamp() - query_start > :millis * interval '1 ms')
            """)
        .param("millis", longerThan.toMillis())
        .query(Boolean.class)
        .single();
  }
}
