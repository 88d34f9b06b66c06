package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.JarCommand;
import sale.tsh.tds.local.LocalProcess;
import sale.tsh.tds.local.PgBouncer;
import sale.tsh.tds.testing.TestDatabase;

/**
 * A pooler in transaction mode in front of the database, as hosted databases have. It works and it
 * fails.
 */
@EnabledIf(value = "hasPgBouncer", disabledReason = "needs pgbouncer")
@Tag("faults")
class PoolerFaultsIT extends DrillBase {

  private static final int SESSIONS = 10;

  private final TestDatabase database = closeAfterwards(TestDatabase.empty());
  private final PgBouncer pooler =
      closeAfterwards(
          PgBouncer.inFrontOf(
              URI.create(database.databaseUrl()), PgBouncer.Mode.TRANSACTION, SESSIONS));

  static boolean hasPgBouncer() {
    return PgBouncer.isInstalled();
  }

  @Override
  Drill startDrill() {
    return Drill.start(Map.of("DATABASE_URL", pooler.databaseUrl()), database.jdbc());
  }

  /** The session changes with each transaction, so nothing may rely on it. */
  @Test
  void aWorkerIsKilledBehindThePooler() throws Exception {
    LocalProcess worker = system.worker();
    drill.run(
        "behind PgBouncer (transaction mode): SIGKILL of the worker",
        3,
        (load, i) -> {
          worker.kill();
          worker.start();
        });
  }

  /**
   * The worker asks for its limit in each handler's transaction, so the server ends the session
   * that the pooler keeps for it. What the worker does late has no effect.
   */
  @Test
  void aWorkerIsFrozenInItsTransactionBehindThePooler() throws Exception {
    LocalProcess second = system.newWorker();
    second.start();
    drill.run(
        "behind PgBouncer (transaction mode): SIGSTOP of one of two workers in its transaction",
        3,
        (load, i) -> {
          FrozenWorker frozen = new FrozenWorker(system.workers().get(i % 2), drill.jdbc());
          try (frozen) {
            load.goesOn();
            frozen.awaitTakeover();
          }
          load.goesOn();
          frozen.requireNoLateEffect();
        });
    second.stop();
  }

  @Test
  void thePoolerIsRestarted() throws Exception {
    drill.run("PgBouncer restarted", 5, (load, i) -> pooler.restart());
  }

  /** Each transaction of a migration may run in another session. */
  @Test
  void concurrentMigrationsSucceed() throws Exception {
    try (TestDatabase other = TestDatabase.empty();
        PgBouncer otherPooler =
            PgBouncer.inFrontOf(
                URI.create(other.databaseUrl()), PgBouncer.Mode.TRANSACTION, SESSIONS);
        ExecutorService installers = Executors.newFixedThreadPool(3)) {
      Callable<Command> migrate =
          () -> JarCommand.run("tds-api", otherPooler.databaseUrl(), "migrate");
      for (Future<Command> each : installers.invokeAll(Collections.nCopies(3, migrate))) {
        assertThat(each.get().succeeded()).as(each.get().output()).isTrue();
      }
    }
  }
}
