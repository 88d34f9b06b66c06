package sale.tsh.tds.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.worker.SteppedWorker;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PollerTest {

  private SteppedWorker worker;
  private Running running = new Running(InstantSource.system(), Duration.ofSeconds(20));
  private @Nullable Poller poller;

  @BeforeAll
  void startDatabase() {
    worker = new SteppedWorker();
  }

  @AfterAll
  void stopDatabase() {
    worker.close();
  }

  @BeforeEach
  void empty() {
    worker.jdbc().sql("truncate tds_sync_queue, tds_sync_logs, zoho.items").update();
  }

  @AfterEach
  void stop() {
    if (poller != null) {
      poller.stop();
      poller = null;
    }
  }

  @Test
  void drainsWhatIsDue() {
    for (int i = 0; i < 300; i++) {
      deliver("drain" + i);
    }
    start(Map.of("WORKER_BATCH_SIZE", "20"));
    awaitCompleted(300);
    assertThat(running.all()).isEmpty();
  }

  /** Lesson 18: SIGTERM was not handled. */
  @Test
  void givesBackUnharmedWhatTheGraceTimeDoesNotSuffice() throws InterruptedException {
    UUID event = deliver("slow");
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread holder = Thread.ofVirtual().start(() -> hold("slow", locked, done));
    locked.await();
    try {
      start(Map.of("WORKER_SHUTDOWN_GRACE", "100ms"));
      await().until(() -> worker.count("tds_sync_queue where status = 'processing'") == 1);
      stop();
      assertThat(worker.row("select status, attempt_count from tds_sync_queue where id = ?", event))
          .containsEntry("status", "pending")
          .containsEntry("attempt_count", 0);
    } finally {
      done.countDown();
      holder.join();
    }
    assertThat(worker.count("zoho.items where item_id = 'slow'"))
        .as("the late handler has no effect")
        .isZero();
  }

  @Test
  void givesBackWhatItsClaimBringsAfterTheGraceTime() throws SQLException {
    UUID event = deliver("late");
    try (Connection connection = worker.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table tds_sync_queue in access exclusive mode");
      start(Map.of("WORKER_SHUTDOWN_GRACE", "10ms"));
      await().until(() -> worker.count("pg_stat_activity where wait_event_type = 'Lock'") == 1);
      stop();
      connection.rollback();
    }
    await().until(() -> running.all().isEmpty());
    await()
        .until(
            () ->
                worker.count(
                        "tds_sync_queue where status = 'pending' and started_at is null and ctid <> '(0,1)' and id = '%s'"
                            .formatted(event))
                    == 1);
  }

  @Test
  void finishesWhatItCanBeforeItStops() {
    for (int i = 0; i < 100; i++) {
      deliver("finish" + i);
    }
    start(Map.of("WORKER_BATCH_SIZE", "10"));
    await().until(() -> worker.count("tds_sync_queue where status = 'completed'") > 0);
    stop();
    assertThat(worker.count("tds_sync_queue where status not in ('completed', 'pending')"))
        .isZero();
    assertThat(worker.count("tds_sync_queue where status = 'pending' and attempt_count > 0"))
        .isZero();
  }

  @Test
  void goesOnAfterItsConnectionsWereKilled() {
    for (int i = 0; i < 400; i++) {
      deliver("killed" + i);
    }
    start(Map.of("WORKER_BATCH_SIZE", "1"));
    for (int kills = 1; kills <= 5; kills++) {
      int reached = kills * 50;
      // The kill takes this test's own connections too: asking again is part of the test.
      await()
          .ignoreExceptions()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> worker.count("tds_sync_queue where status = 'completed'") >= reached);
      await().ignoreExceptions().until(this::killConnections);
    }
    await()
        .ignoreExceptions()
        .atMost(Duration.ofSeconds(30))
        .until(() -> worker.count("tds_sync_queue where status = 'completed'") == 400);
    assertThat(worker.count("tds_sync_logs where outcome = 'applied'")).isEqualTo(400);
  }

  private boolean killConnections() {
    return worker
            .jdbc()
            .sql(
                """
                select count(pg_terminate_backend(pid))
                  from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()
                """)
            .query(Integer.class)
            .single()
        >= 0;
  }

  @Test
  void runsAnEventThatLostItsLeaseBesideOthersThatWait() {
    for (int i = 0; i < 50; i++) {
      deliver("alone" + i);
    }
    worker.jdbc().sql("update tds_sync_queue set alone = arrival % 5 = 0").update();
    start(Map.of("WORKER_BATCH_SIZE", "5"));
    awaitCompleted(50);
  }

  /** Else the watchdog would kill a worker whose handlers are slow, and what they run with it. */
  @Test
  void isAliveWhileAnEventThatLostItsLeaseWaitsForTheOthers() throws InterruptedException {
    deliver("held");
    deliver("alone");
    worker.jdbc().sql("update tds_sync_queue set alone = true where entity_id = 'alone'").update();
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread holder = Thread.ofVirtual().start(() -> hold("held", locked, done));
    locked.await();
    try {
      Poller waiting = start(Map.of());
      await().until(() -> worker.count("tds_sync_queue where status = 'processing'") == 1);
      // Longer than a turn may have been under way.
      Instant later = Instant.now().plusSeconds(1);
      await().until(() -> waiting.lastTry().isAfter(later));
      assertThat(worker.count("tds_sync_queue where status = 'pending' and alone")).isOne();
    } finally {
      done.countDown();
      holder.join();
    }
    awaitCompleted(2);
  }

  private void awaitCompleted(int events) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> worker.count("tds_sync_queue where status = 'completed'") == events);
  }

  private void hold(String item, CountDownLatch locked, CountDownLatch done) {
    worker
        .transactions()
        .executeWithoutResult(
            status -> {
              worker
                  .jdbc()
                  .sql(
                      "insert into zoho.items (item_id, version_time, version_arrival) values (?, '-infinity', 0)")
                  .param(item)
                  .update();
              locked.countDown();
              try {
                done.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              status.setRollbackOnly();
            });
  }

  private UUID deliver(String id) {
    return worker.deliver("items", "{\"item_id\":\"%s\",\"name\":\"n\"}".formatted(id));
  }

  private Poller start(Map<String, String> settings) {
    Poller started = poller(settings);
    started.start();
    poller = started;
    return started;
  }

  private Poller poller(Map<String, String> variables) {
    Environment environment =
        new Environment(name -> name.equals("WORKER_POLL_INTERVAL") ? "50ms" : variables.get(name));
    WorkerSettings settings = WorkerSettings.from(environment);
    running = new Running(InstantSource.system(), settings.handlerTimeout());
    return new Poller(
        worker.queue(),
        worker.processor(),
        running,
        settings,
        new Random(1),
        InstantSource.system());
  }
}
