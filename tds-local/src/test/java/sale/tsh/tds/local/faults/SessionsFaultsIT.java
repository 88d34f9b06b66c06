package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.PgBouncer;
import sale.tsh.tds.testing.TestDatabase;

/** A pooler in session mode with few sessions, and intruders that take them all. */
@EnabledIf(value = "hasPgBouncer", disabledReason = "needs pgbouncer")
@Tag("faults")
class SessionsFaultsIT extends DrillBase {

  /** Enough for both processes and {@code verify}, and a few more. */
  private static final int SESSIONS = 12;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Identifies the session of an intruder. */
  private static final String INTRUDER = "select pg_backend_pid() as intruder";

  private final TestDatabase database = closeAfterwards(TestDatabase.empty());
  private final PgBouncer pooler =
      closeAfterwards(
          PgBouncer.inFrontOf(
              URI.create(database.databaseUrl()), PgBouncer.Mode.SESSION, SESSIONS));

  static boolean hasPgBouncer() {
    return PgBouncer.isInstalled();
  }

  @Override
  Drill startDrill() {
    return Drill.start(
        Map.of(
            "DATABASE_URL", pooler.databaseUrl(),
            "WORKER_CONCURRENCY", "1",
            "DATABASE_POOL_SIZE", "2",
            "DATABASE_MAX_OVERFLOW", "2"),
        database.jdbc());
  }

  /**
   * Deliveries get 503 and are repeated, the health check fails, and everything recovers by itself.
   */
  @Test
  void intrudersTakeAllSessions() throws Exception {
    drill.run(
        "PgBouncer (session mode) has no session left",
        3,
        (load, i) -> {
          Map<Integer, Connection> taken = new ConcurrentHashMap<>();
          try {
            takeAll(taken);
            int failures = load.failures();
            await().atMost(PATIENCE).until(() -> load.failures() > failures);
            await().atMost(PATIENCE).until(() -> system.get("/health").statusCode() == 503);
          } finally {
            for (Connection connection : taken.values()) {
              connection.close();
            }
          }
        });
    assertThat(system.get("/health").statusCode()).isEqualTo(200);
  }

  /**
   * Ends the sessions of the processes while intruders wait for them, until the intruders have all.
   */
  private void takeAll(Map<Integer, Connection> taken) {
    try (ExecutorService intruders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SESSIONS; i++) {
        intruders.execute(() -> takeOne(taken));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> {
            endOthers(taken.keySet());
            return taken.size() == SESSIONS;
          });
    }
  }

  /** Takes a session. Tries again if the session is ended before its pid is known. */
  private void takeOne(Map<Integer, Connection> taken) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      try {
        Connection connection = system.connect();
        taken.put(sessionOf(connection), connection);
        return;
      } catch (SQLException ended) {
        // No session was free, or this one was ended.
      }
    }
  }

  private static int sessionOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(INTRUDER)) {
      row.next();
      return row.getInt(1);
    }
  }

  private void endOthers(Set<Integer> taken) {
    drill
        .jdbc()
        .sql(
            """
            select count(pg_terminate_backend(pid))
              from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and pid <> all (:taken)
               and query <> :intruder
            """)
        .param("taken", taken.toArray(Integer[]::new))
        .param("intruder", INTRUDER)
        .query(Integer.class)
        .single();
  }
}
