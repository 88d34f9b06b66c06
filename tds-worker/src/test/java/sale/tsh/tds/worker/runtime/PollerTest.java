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
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.worker.SteppedWorker;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PollerTest {

  private SteppedWorker worker;
  private InFlightEvents inFlight =
      new InFlightEvents(InstantSource.system(), Duration.ofSeconds(20));
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
    Tables.empty(worker.jdbc(), "tds_sync_queue", "tds_sync_logs", "zoho.items");
  }

  @AfterEach
  void stop() {
    if (poller != null) {
      poller.stop();
      poller = null;
    }
  }

  @Test
  void runsAllDueEvents() {
    for (int i = 0; i < 300; i++) {
      deliver("drain" + i);
    }
    start(Map.of("WORKER_BATCH_SIZE", "20"));
    awaitCompleted(300);
    await().until(() -> inFlight.all().isEmpty());
  }

  /** Lesson 18: SIGTERM was not handled. */
  @Test
  void releasesEventsThatOutlastTheGraceTime() throws InterruptedException {
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
  void releasesEventsThatItClaimsAfterTheGraceTime() throws SQLException {
    UUID event = deliver("late");
    try (Connection connection = worker.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table tds_sync_queue in access exclusive mode");
      start(Map.of("WORKER_SHUTDOWN_GRACE", "10ms"));
      await()
          .until(() ->
              worker.count(
                      "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                  == 1);
      stop();
      connection.rollback();
    }
    await().until(() -> inFlight.all().isEmpty());
    await()
        .until(() ->
            worker.count(
                    "tds_sync_queue where status = 'pending' and started_at is null and ctid <> '(0,1)' and id = '%s'"
                        .formatted(event))
                == 1);
  }

  @Test
  void finishesRunningEventsBeforeItStops() {
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
  void continuesAfterItsConnectionsWereKilled() {
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
  void runsEventsThatLostTheirLeaseAndAllOthers() {
    for (int i = 0; i < 50; i++) {
      deliver("alone" + i);
    }
    worker.jdbc().sql("update tds_sync_queue set alone = arrival % 5 = 0").update();
    start(Map.of("WORKER_BATCH_SIZE", "5"));
    awaitCompleted(50);
  }

  /** Otherwise the watchdog would kill a worker with slow handlers, and their events with it. */
  @Test
  void isAliveWhileAnEventThatMustRunAloneWaits() throws InterruptedException {
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

  /** As after a worker that sleeps in its transaction. Other events do not wait with this event. */
  @Test
  void runsOtherEventsWhileAnEventThatRunsAloneWaitsForALock() throws InterruptedException {
    deliver("locked");
    worker.jdbc().sql("update tds_sync_queue set alone = true").update();
    whileHeld(
        "locked",
        () -> {
          start(Map.of());
          await()
              .until(() -> worker.count("tds_sync_queue where error_message like 'put off%'") == 1);
          for (int i = 0; i < 3; i++) {
            deliver("beside" + i);
          }
          awaitCompleted(3);
        });
    awaitCompleted(4);
    assertThat(worker.count("tds_sync_queue where attempt_count <> 1")).isZero();
  }

  @Test
  void runsOtherEventsWhileAnEventThatMustRunAloneWaits() throws InterruptedException {
    deliver("busy");
    deliver("lonely");
    worker.jdbc().sql("update tds_sync_queue set alone = true where entity_id = 'lonely'").update();
    whileHeld(
        "busy",
        () -> {
          start(Map.of());
          await().until(() -> worker.count("tds_sync_queue where status = 'processing'") == 1);
          for (int i = 0; i < 3; i++) {
            deliver("other" + i);
          }
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() ->
                  worker.count(
                          "tds_sync_queue where status = 'completed' and entity_id like 'other%'")
                      == 3);
        });
    awaitCompleted(5);
  }

  private void whileHeld(String item, Runnable work) throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread holder = Thread.ofVirtual().start(() -> hold(item, locked, done));
    locked.await();
    try {
      work.run();
    } finally {
      done.countDown();
      holder.join();
    }
  }

  private void awaitCompleted(int events) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> worker.count("tds_sync_queue where status = 'completed'") == events);
  }

  private void hold(String item, CountDownLatch locked, CountDownLatch done) {
    worker
        .transactions()
        .executeWithoutResult(status -> {
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
    Settings environment =
        new Settings(name -> name.equals("WORKER_POLL_INTERVAL") ? "50ms" : variables.get(name));
    WorkerSettings settings = WorkerSettings.from(environment, ProcessIdentity.of("test"));
    inFlight = new InFlightEvents(InstantSource.system(), settings.handlerTimeout());
    return new Poller(
        worker.queue(),
        worker.processor(),
        inFlight,
        settings,
        new Random(1),
        InstantSource.system(),
        System::nanoTime);
  }
}
