package sale.tsh.tds.local.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.postgresql.PGConnection;

/** A PostgreSQL that dies, restarts or ends connections, and clients that hold locks. */
@DisabledIfEnvironmentVariable(
    named = "TDS_TEST_DATABASE_URL",
    matches = ".+",
    disabledReason = "kills its own PostgreSQL")
@Tag("faults")
@Order(5)
class DatabaseFaultsIT extends DrillBase {

  /** Longer than any wait for a lock without a fault. */
  private static final Duration HELD = Duration.ofSeconds(2);

  private static final String DEADLOCK = "40P01";

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

  /** Including the one that listens for new events. */
  @Test
  void allConnectionsAreTerminated() throws Exception {
    drill.run(
        "all connections terminated",
        20,
        (load, i) -> terminate("pid <> pg_backend_pid() and backend_type = 'client backend'"));
  }

  /** As in docs/OPERATIONS.md, "Capacity", but without the hour of idleness. */
  @Test
  void idleConnectionsAreTerminated() throws Exception {
    drill.run("idle connections terminated", 20, (load, i) -> terminate("state = 'idle'"));
  }

  @Test
  void aClientLocksTheQueue() throws Exception {
    drill.run(
        "a client holds tds_sync_queue locked",
        3,
        (load, i) -> holdWhile("lock table tds_sync_queue in access exclusive mode"));
  }

  @Test
  void aClientLocksTheInbox() throws Exception {
    drill.run(
        "a client holds tds_inbox_events locked until callers give up",
        2,
        (load, i) -> {
          int failures = load.failures();
          try (Holder holder =
              new Holder(system, "lock table tds_inbox_events in access exclusive mode")) {
            holder.awaitWaitingSession(HELD);
            await().atMost(Duration.ofMinutes(3)).until(() -> load.failures() > failures);
          }
        });
  }

  /** Events that only waited for the lock are put off, and no attempt is charged. */
  @Test
  void aClientLocksRecords() throws Exception {
    drill.run(
        "a client holds records of the mirror locked until handlers time out",
        2,
        (load, i) -> {
          try (Holder holder = new Holder(system, "select from zoho.items for update")) {
            holder.awaitWaitingSession(HELD);
            await().atMost(Duration.ofMinutes(3)).until(() -> eventsPutOff() > 0);
          }
        });
    drill.requireNoAttemptSpent();
  }

  /** Like a standby that is not promoted, or a server that an administrator made read-only. */
  @Test
  void theServerTakesNoWrites() throws Exception {
    drill.run(
        "the database takes no writes",
        2,
        (load, i) -> {
          int failures = load.failures();
          takeWrites(false);
          await().atMost(Duration.ofMinutes(3)).until(() -> ready() == 503);
          await().atMost(Duration.ofMinutes(3)).until(() -> load.failures() > failures);
          takeWrites(true);
          await().atMost(Duration.ofMinutes(3)).until(() -> ready() == 200);
        });
  }

  /**
   * PostgreSQL ends one of the two transactions that wait for each other, the handler's or the
   * client's.
   */
  @Test
  void aDeadlockEndsOneTransaction() throws Exception {
    drill.run(
        "a deadlock between a handler and a client",
        5,
        (load, i) -> {
          int before = deadlocks();
          await()
              .atMost(Duration.ofMinutes(3))
              .until(() -> {
                provokeDeadlock();
                return deadlocks() > before;
              });
        });
  }

  /** The connections of the processes are ended, and they get no new ones. */
  @Test
  void theServerHasNoConnectionLeft() throws Exception {
    drill.run(
        "PostgreSQL has no connection left",
        3,
        (load, i) -> {
          Map<Integer, Connection> taken = new HashMap<>();
          try {
            int failures = load.failures();
            // Repeated, because a process that gets a connection in between serves all its calls
            // with it.
            await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> {
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

  /** Dead rows stay in the tables, but nothing waits for them. */
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

  /** Holds a lock until a session has waited for it for a while. */
  private void holdWhile(String lock) throws SQLException {
    try (Holder holder = new Holder(system, lock)) {
      holder.awaitWaitingSession(HELD);
    }
  }

  /** Handlers lock records in ascending order. This client locks them in the opposite order. */
  private void provokeDeadlock() throws SQLException {
    try (Holder holder =
        new Holder(
            system,
            "select from zoho.items where item_id = (select max(item_id) from zoho.items) for update")) {
      holder.awaitWaitingSession(Duration.ZERO);
      holder.execute("select from zoho.items order by item_id for update");
    } catch (SQLException e) {
      if (!DEADLOCK.equals(e.getSQLState())) {
        throw e;
      }
      // PostgreSQL chose to end this client.
    }
  }

  private int eventsPutOff() {
    return system.count(
        "tds_sync_queue where status <> 'completed' and error_message like 'put off%'");
  }

  private int deadlocks() {
    return system
        .jdbc()
        .sql("select deadlocks from pg_stat_database where datname = current_database()")
        .query(Integer.class)
        .single();
  }

  /** Takes every connection, and ends those of the processes until they have none. */
  private void takeAllConnections(Map<Integer, Connection> taken) throws SQLException {
    do {
      try {
        while (true) {
          Connection connection = system.connect();
          taken.put(connection.unwrap(PGConnection.class).getBackendPID(), connection);
        }
      } catch (SQLException full) {
        // Every connection is taken.
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

  /** Changes the default of new sessions and ends the open ones. */
  private void takeWrites(boolean take) {
    drill
        .jdbc()
        .sql("alter system set default_transaction_read_only = " + (take ? "off" : "on"))
        .update();
    drill.jdbc().sql("select pg_reload_conf()").query(Boolean.class).single();
    terminate("pid <> pg_backend_pid() and backend_type = 'client backend'");
  }

  private int ready() throws IOException, InterruptedException {
    return system
        .http()
        .send(HttpRequest.newBuilder(system.uri("/ready")).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
