package sale.tsh.tds.worker.runtime;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.worker.SteppedWorker;

/** Polls so rarely that only an announcement can end the wait. */
class AnnouncementsTest {

  private static final String LISTENING =
      "pg_stat_activity where datname = current_database() and query = 'listen tds_new_events' and state = 'idle'";

  private SteppedWorker worker;
  private Poller poller;
  private Announcements announcements;

  @BeforeEach
  void start() {
    worker = new SteppedWorker();
    WorkerSettings settings =
        WorkerSettings.from(new Environment(Map.of("WORKER_POLL_INTERVAL", "5m")::get));
    poller =
        new Poller(
            worker.queue(),
            worker.processor(),
            new Running(InstantSource.system(), settings.handlerTimeout()),
            settings,
            new Random(1),
            InstantSource.system());
    announcements = new Announcements(worker.settings(), poller::wake);
    poller.start();
    announcements.start();
    await().until(() -> worker.count(LISTENING) == 1);
  }

  @AfterEach
  void stop() {
    announcements.stop();
    poller.stop();
    worker.close();
  }

  @Test
  void anAnnouncedEventIsClaimedAtOnce() {
    for (int i = 1; i <= 5; i++) {
      deliver("announced" + i);
      worker.queue().announce();
      awaitCompleted(i);
    }
  }

  @Test
  void whatCameWhileItsConnectionWasLostIsClaimedWhenItListensAgain() {
    await()
        .until(
            () ->
                worker
                    .row("select count(pg_terminate_backend(pid)) as ended from " + LISTENING)
                    .containsValue(1L));
    deliver("meanwhile");
    awaitCompleted(1);
    deliver("afterwards");
    await().until(() -> worker.count(LISTENING) == 1);
    worker.queue().announce();
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
