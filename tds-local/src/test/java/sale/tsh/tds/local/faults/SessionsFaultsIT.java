package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.PgBouncer;

/** A pooler in session mode with few sessions, and others who take them all. */
@EnabledIf(value = "hasPgBouncer", disabledReason = "needs pgbouncer")
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsFaultsIT {

  /** Enough for both processes and {@code verify}, and few more. */
  private static final int SESSIONS = 12;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Names its session among all. */
  private static final String INTRUDER = "select pg_backend_pid() as intruder";

  private PooledDrill pooled;

  static boolean hasPgBouncer() {
    return PgBouncer.isInstalled();
  }

  @BeforeAll
  void start() {
    pooled =
        PooledDrill.start(
            PgBouncer.Mode.SESSION,
            SESSIONS,
            Map.of(
                "WORKER_CONCURRENCY", "1",
                "DATABASE_POOL_SIZE", "2",
                "DATABASE_MAX_OVERFLOW", "2"));
  }

  @AfterAll
  void close() {
    pooled.close();
  }

  /** Deliveries get 503 and come again, the health says so, and all goes on by itself. */
  @Test
  void othersTakeAllSessions() throws Exception {
    pooled
        .drill()
        .run(
            "PgBouncer (session mode) has no session left",
            3,
            (load, i) -> {
              Map<Integer, Connection> taken = new ConcurrentHashMap<>();
              try {
                takeAll(taken);
                int failures = load.failures();
                await().atMost(PATIENCE).until(() -> load.failures() > failures);
                await()
                    .atMost(PATIENCE)
                    .until(() -> pooled.drill().system().get("/health").statusCode() == 503);
              } finally {
                for (Connection connection : taken.values()) {
                  connection.close();
                }
              }
            });
    assertThat(pooled.drill().system().get("/health").statusCode()).isEqualTo(200);
  }

  /** Ends the processes' own while intruders stand in the queue, until all are the intruders'. */
  private void takeAll(Map<Integer, Connection> taken) {
    try (ExecutorService intruders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SESSIONS; i++) {
        intruders.execute(() -> takeOne(taken));
      }
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                endOthers(taken.keySet());
                return taken.size() == SESSIONS;
              });
    }
  }

  /** Comes again if its session is ended before it is known. */
  private void takeOne(Map<Integer, Connection> taken) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      try {
        Connection connection = pooled.drill().system().connect();
        taken.put(sessionOf(connection), connection);
        return;
      } catch (SQLException ended) {
        // Not yet its turn.
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
    pooled
        .database()
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
