package sale.tsh.tds.local.faults;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.LocalProcess;
import sale.tsh.tds.local.PgBouncer;

/** A pooler in transaction mode before the database, as hosted ones have; alone and failing. */
@EnabledIf(value = "hasPgBouncer", disabledReason = "needs pgbouncer")
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolerFaultsIT {

  private static final int SESSIONS = 10;

  private PooledDrill pooled;

  static boolean hasPgBouncer() {
    return PgBouncer.isInstalled();
  }

  @BeforeAll
  void start() {
    pooled = PooledDrill.start(PgBouncer.Mode.TRANSACTION, SESSIONS, Map.of());
  }

  @AfterAll
  void close() {
    pooled.close();
  }

  /** Sessions change with each transaction: nothing may be kept in one. */
  @Test
  void aWorkerIsKilledBehindThePooler() throws Exception {
    LocalProcess worker = pooled.drill().system().worker();
    pooled
        .drill()
        .run(
            "behind PgBouncer (transaction mode): SIGKILL of the worker",
            3,
            (load, i) -> {
              worker.kill();
              worker.start();
            });
  }

  @Test
  void thePoolerIsRestarted() throws Exception {
    pooled.drill().run("PgBouncer restarted", 5, (load, i) -> pooled.pooler().restart());
  }
}
