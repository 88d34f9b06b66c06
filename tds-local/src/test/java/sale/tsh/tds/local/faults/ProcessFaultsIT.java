package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.local.LocalProcess;
import sale.tsh.tds.local.LocalSystem;

/** Processes that are killed, and processes that are asked to end, under load. */
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessFaultsIT {

  /**
   * The grace of a drill's worker to claim no more, again to finish, and the end of the JVM; longer
   * than the API has calls to answer.
   */
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private LocalSystem system;
  private Drill drill;

  @BeforeAll
  void start() {
    drill = Drill.start();
    system = drill.system();
    system.newWorker();
  }

  @AfterAll
  void close() {
    drill.close();
  }

  @BeforeEach
  void allRun() {
    system.workers().stream().filter(worker -> !worker.isRunning()).forEach(LocalProcess::start);
  }

  @Test
  void aWorkerIsKilled() throws Exception {
    drill.run(
        "SIGKILL of one of two workers", 6, (load, i) -> killAndStart(system.workers().get(i % 2)));
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

  /** A planned end spends no attempt. */
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

  /** They wait for a lock that a client holds; what they had is given back. */
  @Test
  void aWorkerIsAskedToEndWhileItsHandlersHang() throws Exception {
    // Alone: the handlers of another one would meanwhile come to their time limit.
    system.workers().get(1).stop();
    drill.run(
        "SIGTERM of a worker whose handlers hang",
        3,
        (load, i) -> {
          LocalProcess worker = system.worker();
          try (Holder holder =
              new Holder(system, "lock table zoho.items in access exclusive mode")) {
            holder.awaitSomebodyWaiting(Duration.ZERO);
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

  /** Asked, not killed: that would come later. */
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
