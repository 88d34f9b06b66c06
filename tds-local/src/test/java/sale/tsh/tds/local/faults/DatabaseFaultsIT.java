package sale.tsh.tds.local.faults;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.postgresql.PGConnection;
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

  private static final String DEADLOCK = "40P01";

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
        (load, i) -> {
          system.postgres().kill();
          system.postgres().start();
        });
  }

  @Test
  void theServerIsRestarted() throws Exception {
    drill.run(
        "PostgreSQL restarted",
        3,
        (load, i) -> {
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
        (load, i) -> terminate("pid <> pg_backend_pid() and backend_type = 'client backend'"));
  }

  /** The guide's way out of too many connections, here without its ten minutes. */
  @Test
  void idleConnectionsAreTerminated() throws Exception {
    drill.run("idle connections terminated", 20, (load, i) -> terminate("state = 'idle'"));
  }

  @Test
  void aClientHoldsTheQueue() throws Exception {
    drill.run(
        "a client holds tds_sync_queue locked",
        3,
        (load, i) -> holdWhile("lock table tds_sync_queue in access exclusive mode"));
  }

  @Test
  void aClientHoldsTheInbox() throws Exception {
    drill.run(
        "a client holds tds_inbox_events locked until callers give up",
        2,
        (load, i) -> {
          int failures = load.failures();
          try (Holder holder =
              new Holder(system, "lock table tds_inbox_events in access exclusive mode")) {
            holder.awaitSomebodyWaiting(HELD);
            await().atMost(Duration.ofMinutes(1)).until(() -> load.failures() > failures);
          }
        });
  }

  @Test
  void aClientHoldsRecords() throws Exception {
    drill.run(
        "a client holds records of the mirror locked until handlers come to their time limit",
        2,
        (load, i) -> {
          int failed = failedAttempts();
          try (Holder holder = new Holder(system, "select from zoho.items for update")) {
            holder.awaitSomebodyWaiting(HELD);
            await().atMost(Duration.ofMinutes(1)).until(() -> failedAttempts() > failed);
          }
        });
  }

  /** PostgreSQL ends one of two that wait for each other: ours or the client. */
  @Test
  void aDeadlock() throws Exception {
    drill.run(
        "a deadlock between a handler and a client",
        5,
        (load, i) -> {
          int before = deadlocks();
          await()
              .atMost(Duration.ofMinutes(1))
              .until(
                  () -> {
                    deadlock();
                    return deadlocks() > before;
                  });
        });
  }

  /** Those that the processes had are ended, and they get no others. */
  @Test
  void theServerHasNoConnectionLeft() throws Exception {
    drill.run(
        "PostgreSQL has no connection left",
        3,
        (load, i) -> {
          Map<Integer, Connection> taken = new HashMap<>();
          try {
            int failures = load.failures();
            // Again and again: a process that was just about to get one has it for all its calls.
            await()
                .atMost(Duration.ofMinutes(1))
                .until(
                    () -> {
                      takeAllConnections(taken);
                      return load.failures() > failures;
                    });
          } finally {
            for (Connection connection : taken.values()) {
              connection.close();
            }
          }
        });
  }

  /** What dies stays in the tables; nothing waits for it. */
  @Test
  void aClientHoldsASnapshot() throws Exception {
    drill.run(
        "a client idle in transaction holds a snapshot",
        2,
        (load, i) -> {
          try (Holder holder =
              new Holder(system, "set transaction isolation level repeatable read")) {
            holder.execute("select count(*) from tds_sync_queue");
            load.goesOn();
          }
        });
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
    try (Holder holder = new Holder(system, lock)) {
      holder.awaitSomebodyWaiting(HELD);
    }
  }

  /** Handlers lock records in their order; this client does in the other. */
  private void deadlock() throws SQLException {
    try (Holder holder =
        new Holder(
            system,
            "select from zoho.items where item_id = (select max(item_id) from zoho.items) for update")) {
      holder.awaitSomebodyWaiting(Duration.ZERO);
      holder.execute("select from zoho.items order by item_id for update");
    } catch (SQLException e) {
      if (!DEADLOCK.equals(e.getSQLState())) {
        throw e;
      }
      // Of the two it was this one.
    }
  }

  private int failedAttempts() {
    return system
        .jdbc()
        .sql("select count(*) from tds_sync_logs where outcome = 'failed'")
        .query(Integer.class)
        .single();
  }

  private int deadlocks() {
    return system
        .jdbc()
        .sql("select deadlocks from pg_stat_database where datname = current_database()")
        .query(Integer.class)
        .single();
  }

  /** Ends those that the processes have, as often as they get others. */
  private void takeAllConnections(Map<Integer, Connection> taken) throws SQLException {
    do {
      try {
        while (true) {
          Connection connection = system.connect();
          taken.put(connection.unwrap(PGConnection.class).getBackendPID(), connection);
        }
      } catch (SQLException full) {
        // All are somebody's.
      }
    } while (endOthers(taken) > 0);
  }

  private static int endOthers(Map<Integer, Connection> taken) throws SQLException {
    Connection own = taken.values().iterator().next();
    try (PreparedStatement statement =
        own.prepareStatement(
            """
            select count(pg_terminate_backend(pid))
              from pg_stat_activity
             where backend_type = 'client backend' and pid <> all (?)
            """)) {
      statement.setArray(1, own.createArrayOf("int4", taken.keySet().toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
