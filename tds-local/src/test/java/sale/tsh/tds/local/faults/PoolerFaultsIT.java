package sale.tsh.tds.local.faults;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.PgBouncer;
import sale.tsh.tds.testing.TestDatabase;

/** A pooler in transaction mode before the database, as hosted ones have; alone and failing. */
@EnabledIf(value = "hasPgBouncer", disabledReason = "needs pgbouncer")
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolerFaultsIT {

  private static final int SESSIONS = 10;

  private final TestDatabase database = TestDatabase.empty();
  private PgBouncer pooler;
  private Drill drill;

  static boolean hasPgBouncer() {
    return PgBouncer.isInstalled();
  }

  @BeforeAll
  void start() {
    pooler =
        PgBouncer.inFrontOf(
            URI.create(database.databaseUrl()), PgBouncer.Mode.TRANSACTION, SESSIONS);
    drill = Drill.start(Map.of("DATABASE_URL", pooler.databaseUrl()), database.jdbc());
  }

  @AfterAll
  void close() {
    drill.close();
    pooler.close();
    database.close();
  }

  /** Sessions change with each transaction: nothing may be kept in one. */
  @Test
  void aWorkerIsKilledBehindThePooler() throws Exception {
    drill.run(
        "behind PgBouncer (transaction mode): SIGKILL of the worker",
        3,
        (load, i) -> {
          drill.system().worker().kill();
          drill.system().worker().start();
        });
  }

  @Test
  void thePoolerIsRestarted() throws Exception {
    drill.run("PgBouncer restarted", 5, (load, i) -> pooler.restart());
  }
}
