package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.local.LocalProcess;

/** Processes that are killed, frozen or asked to end under load. */
@Tag("faults")
@Order(2)
class ProcessFaultsIT extends DrillBase {

  /**
   * The longest planned end. A drill's worker uses its grace time to stop claiming and again to
   * finish, and then the JVM ends. The API needs less.
   */
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  @BeforeAll
  void addASecondWorker() {
    system.newWorker();
  }

  @BeforeEach
  void startEndedWorkers() {
    system.workers().stream().filter(worker -> !worker.isRunning()).forEach(LocalProcess::start);
  }

  @Test
  void aWorkerIsKilled() throws Exception {
    drill.run(
        "SIGKILL of one of two workers", 6, (load, i) -> killAndStart(system.workers().get(i % 2)));
  }

  /** The other worker completes the events of the frozen one before that one continues. */
  @Test
  void aWorkerIsFrozenInItsTransaction() throws Exception {
    drill.run(
        "SIGSTOP of one of two workers in its transaction, until the other has taken over",
        3,
        (load, i) -> {
          try (FrozenWorker frozen = new FrozenWorker(system.workers().get(i % 2), drill.jdbc())) {
            load.goesOn();
            frozen.awaitTakeover();
          }
        });
  }

  @Test
  void theApiIsKilled() throws Exception {
    drill.run("SIGKILL of the API", 4, (load, i) -> killAndStart(system.api()));
  }

  @Test
  void allAreKilledTogether() throws Exception {
    drill.run(
        "SIGKILL of the API and both workers",
        3,
        (load, i) -> {
          system.api().kill();
          system.workers().forEach(LocalProcess::kill);
          system.api().start();
          system.workers().forEach(LocalProcess::start);
        });
  }

  /** A planned end charges no attempt. */
  @Test
  void aWorkerIsAskedToEnd() throws Exception {
    drill.run(
        "SIGTERM of one of two workers",
        4,
        (load, i) -> {
          LocalProcess worker = system.workers().get(i % 2);
          stopInTime(worker);
          worker.start();
        });
    drill.requireNoAttemptSpent();
  }

  /** The handlers wait for a lock that a client holds. Their events are released. */
  @Test
  void aWorkerIsAskedToEndWhileItsHandlersHang() throws Exception {
    // The worker runs alone, because the handlers of another worker would time out meanwhile.
    system.workers().get(1).stop();
    drill.run(
        "SIGTERM of a worker whose handlers hang",
        3,
        (load, i) -> {
          LocalProcess worker = system.worker();
          try (Holder holder =
              new Holder(system, "lock table zoho.items in access exclusive mode")) {
            holder.awaitWaitingSession(Duration.ZERO);
            stopInTime(worker);
          }
          worker.start();
        });
    drill.requireNoAttemptSpent();
  }

  @Test
  void theApiIsAskedToEnd() throws Exception {
    drill.run(
        "SIGTERM of the API",
        3,
        (load, i) -> {
          stopInTime(system.api());
          system.api().start();
        });
  }

  /** Stops a process and requires that it ended in time. A kill would come later. */
  private static void stopInTime(LocalProcess process) {
    long begin = System.nanoTime();
    process.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_END);
  }

  private static void killAndStart(LocalProcess process) {
    process.kill();
    process.start();
  }
}
