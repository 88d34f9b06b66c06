package sale.tsh.tds.worker.runtime;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.worker.SteppedWorker;

/** Polls so rarely that only a notification can end the wait. */
class NewEventListenerTest {

  private static final String LISTENING =
      "pg_stat_activity where datname = current_database() and query = 'listen tds_new_events' and state = 'idle'";

  private SteppedWorker worker;
  private Poller poller;
  private NewEventListener listener;

  @BeforeEach
  void start() {
    worker = new SteppedWorker();
    WorkerSettings settings =
        WorkerSettings.from(
            new Settings(Map.of("WORKER_POLL_INTERVAL", "5m")::get), ProcessIdentity.of("test"));
    poller =
        new Poller(
            worker.queue(),
            worker.processor(),
            new InFlightEvents(InstantSource.system(), settings.handlerTimeout()),
            settings,
            new Random(1),
            InstantSource.system(),
            System::nanoTime);
    listener = new NewEventListener(worker.settings(), poller::wake);
    poller.start();
    listener.start();
    await().until(() -> worker.count(LISTENING) == 1);
  }

  @AfterEach
  void stop() {
    listener.stop();
    poller.stop();
    worker.close();
  }

  @Test
  void notificationLeadsToAClaimAtOnce() {
    for (int i = 1; i <= 5; i++) {
      deliver("notified" + i);
      worker.queue().notifyWorkers();
      awaitCompleted(i);
    }
  }

  @Test
  void eventsThatCameWithoutAConnectionAreClaimedOnceItListensAgain() {
    await()
        .until(() ->
            worker
                .row("select count(pg_terminate_backend(pid)) as ended from " + LISTENING)
                .containsValue(1L));
    deliver("meanwhile");
    awaitCompleted(1);
    deliver("afterwards");
    await().until(() -> worker.count(LISTENING) == 1);
    worker.queue().notifyWorkers();
    awaitCompleted(2);
  }

  private void awaitCompleted(int events) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> worker.count("tds_sync_queue where status = 'completed'") == events);
  }

  private void deliver(String id) {
    worker.deliver("items", "{\"item_id\":\"%s\",\"name\":\"n\"}".formatted(id));
  }
}
