package sale.tsh.tds.api.webhook.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import sale.tsh.tds.api.http.OverloadedException;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.inbox.AcceptResult;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.persistence.ConnectionRetry;
import sale.tsh.tds.queue.NewEventNotifier;
import sale.tsh.tds.testing.TestDatabase;

class GroupCommitTest {

  private static final int CAPACITY = 20;

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private TestDatabase database;
  private NewEventNotifier notifier;
  private GroupCommit commits;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    notifier = new NewEventNotifier(database.queue(1), System::nanoTime);
    commits = commits(Duration.ofSeconds(15), CAPACITY);
  }

  private GroupCommit commits(Duration longestWait, int capacity) {
    return new GroupCommit(
        database.inbox(),
        new ConnectionRetry(database.dataSource()),
        notifier,
        longestWait,
        capacity);
  }

  @AfterEach
  void stop() {
    callers.close();
    notifier.close();
    database.close();
  }

  @Test
  void anAnsweredChangeIsCommitted() {
    AcceptResult result = commits.accept(item("lone", "1"));
    assertThat(result.queued()).isTrue();
    assertThat(events(result.eventId())).isOne();
  }

  @Test
  void callersGatherWhileTheTableIsLockedAndEachIsAnsweredAfterItsCommit() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<?> lock = lockInbox(release);
    List<Future<Boolean>> durable =
        IntStream.range(0, CAPACITY)
            .mapToObj(i ->
                callers.submit(
                    () -> events(commits.accept(item("gathered" + i, "1")).eventId()) == 1))
            .toList();
    await().until(() -> waitingBackends() > 0);
    assertThat(durable).noneMatch(Future::isDone);
    release.countDown();
    lock.get();
    for (Future<Boolean> each : durable) {
      assertThat(each.get()).isTrue();
    }
    assertThat(count("tds_sync_queue")).isEqualTo(CAPACITY);
    assertThat(count("(select distinct xmin::text from tds_inbox_events) commits"))
        .isLessThan(CAPACITY / 2);
  }

  @Test
  void identicalChangesAtOnceBecomeOneEventAndItsDuplicates() throws Exception {
    List<Future<AcceptResult>> answers =
        IntStream.range(0, CAPACITY)
            .mapToObj(i -> callers.submit(() -> commits.accept(item("same", "1"))))
            .toList();
    int queued = 0;
    UUID event = answers.getFirst().get().eventId();
    for (Future<AcceptResult> each : answers) {
      queued += each.get().queued() ? 1 : 0;
      assertThat(each.get().eventId()).isEqualTo(event);
    }
    assertThat(queued).isOne();
    assertThat(count("tds_inbox_events where duplicate_count = " + (CAPACITY - 1))).isOne();
  }

  @Test
  void aChangeThatTheDatabaseRefusesHurtsNoOther() throws Exception {
    database
        .jdbc()
        .sql("alter table tds_inbox_events add constraint poison check (entity_id <> 'poison')")
        .update();
    CountDownLatch release = new CountDownLatch(1);
    Future<?> lock = lockInbox(release);
    Future<AcceptResult> poison = callers.submit(() -> commits.accept(item("poison", "1")));
    List<Future<AcceptResult>> others =
        IntStream.range(0, CAPACITY / 2)
            .mapToObj(i -> callers.submit(() -> commits.accept(item("other" + i, "1"))))
            .toList();
    await().until(() -> waitingBackends() > 0);
    release.countDown();
    lock.get();
    for (Future<AcceptResult> each : others) {
      assertThat(each.get().queued()).isTrue();
    }
    assertThatThrownBy(poison::get).hasMessageContaining("poison");
    assertThat(count("tds_sync_queue")).isEqualTo(CAPACITY / 2);
  }

  /** A purge takes long, or an operator leaves its transaction open. Both turns meet a repeat. */
  @Test
  void aRepeatOfADeliveryThatIsBeingDeletedDelaysNoOtherCaller() throws Exception {
    commits.accept(item("purged", "1"));
    CountDownLatch release = new CountDownLatch(1);
    Future<?> purge = hold("delete from tds_inbox_events", release);
    List<Future<AcceptResult>> repeats =
        List.of(
            callers.submit(() -> commits.accept(item("purged", "1"))),
            callers.submit(() -> commits.accept(item("purged", "1"))));
    try {
      await().until(() -> waitingBackends() == repeats.size());
      for (int i = 0; i < CAPACITY; i++) {
        assertThat(commits.accept(item("other" + i, "1")).queued()).isTrue();
      }
      assertThat(repeats).noneMatch(Future::isDone);
    } finally {
      release.countDown();
    }
    purge.get();
    int queued = 0;
    for (Future<AcceptResult> each : repeats) {
      queued += each.get().queued() ? 1 : 0;
    }
    assertThat(queued).isOne();
  }

  @Test
  void callersBeyondTheCapacityAreRefusedAtOnceAndTheOthersAccepted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<?> lock = lockInbox(release);
    List<Future<AcceptResult>> answers =
        IntStream.range(0, 20 * CAPACITY)
            .mapToObj(i -> callers.submit(() -> commits.accept(item("storm" + i, "1"))))
            .toList();
    await().until(() -> answers.stream().anyMatch(each -> failed(each)));
    release.countDown();
    lock.get();
    await().until(() -> answers.stream().allMatch(Future::isDone));
    long taken = answers.stream().filter(each -> !failed(each)).count();
    assertThat(taken).isGreaterThanOrEqualTo(CAPACITY);
    assertThat(count("tds_sync_queue")).isEqualTo((int) taken);
    assertThat(answers.stream().filter(GroupCommitTest::failed))
        .allMatch(each -> each.exceptionNow() instanceof OverloadedException);
  }

  @Test
  void aCallerWhoseTurnDoesNotComeFailsAndTheTurnsGoOn() throws Exception {
    commits = commits(Duration.ofMillis(50), CAPACITY);
    CountDownLatch release = new CountDownLatch(1);
    Future<?> lock = lockInbox(release);
    List<Future<AcceptResult>> answers =
        IntStream.range(0, CAPACITY / 2)
            .mapToObj(i -> callers.submit(() -> commits.accept(item("late" + i, "1"))))
            .toList();
    await().until(() -> answers.stream().filter(each -> failed(each)).count() > 0);
    await().until(() -> waitingBackends() > 0);
    release.countDown();
    lock.get();
    await().until(() -> answers.stream().allMatch(Future::isDone));
    assertThat(answers.stream().filter(GroupCommitTest::failed))
        .allSatisfy(
            each -> assertThat(each.exceptionNow().getCause()).hasMessageContaining("in time"));
    assertThat(commits.accept(item("after", "1")).queued()).isTrue();
  }

  /** The retry on a fresh connection is lost too, so no caller may see a success. */
  @Test
  void callersWhoseConnectionIsLostTwiceFailAndTheTurnsGoOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<?> lock = lockInbox(release);
    List<Future<AcceptResult>> answers =
        IntStream.range(0, CAPACITY / 2)
            .mapToObj(i -> callers.submit(() -> commits.accept(item("cut" + i, "1"))))
            .toList();
    await()
        .until(() -> {
          count(
              "(select pg_terminate_backend(pid) from pg_stat_activity"
                  + " where datname = current_database() and wait_event_type = 'Lock') terminated");
          return answers.stream().allMatch(Future::isDone);
        });
    release.countDown();
    lock.get();
    assertThat(answers).allMatch(GroupCommitTest::failed);
    assertThat(answers)
        .allSatisfy(each ->
            assertThat(each.exceptionNow()).isInstanceOf(DataAccessResourceFailureException.class));
    assertThat(count("tds_inbox_events")).isZero();
    assertThat(commits.accept(item("after", "1")).queued()).isTrue();
  }

  @Test
  void aStormOfCallersIsAnsweredAndNoTurnIsLost() throws Exception {
    GroupCommit roomy = commits(Duration.ofSeconds(15), 10_000);
    List<Future<AcceptResult>> answers =
        IntStream.range(0, 3_000)
            .mapToObj(i -> callers.submit(() -> roomy.accept(item("many" + i, "1"))))
            .toList();
    for (Future<AcceptResult> each : answers) {
      assertThat(each.get().queued()).isTrue();
    }
    assertThat(count("tds_sync_queue")).isEqualTo(3_000);
    assertThat(roomy.accept(item("after", "1")).queued()).isTrue();
  }

  private static boolean failed(Future<?> answer) {
    return answer.state() == Future.State.FAILED;
  }

  /** Holds the table against inserts until it is released. */
  private Future<?> lockInbox(CountDownLatch release) throws InterruptedException {
    return hold("lock table tds_inbox_events in share mode", release);
  }

  /** Runs a statement and commits it when it is released. */
  private Future<?> hold(String sql, CountDownLatch release) throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    Future<?> lock =
        callers.submit(() ->
            database
                .transactions()
                .executeWithoutResult(status -> {
                  database.jdbc().sql(sql).update();
                  locked.countDown();
                  awaitLatch(release);
                }));
    locked.await();
    return lock;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int waitingBackends() {
    return count(
        "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
  }

  private int events(UUID id) {
    return database
        .jdbc()
        .sql("select count(*) from tds_sync_queue where id = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  private int count(String tableAndCondition) {
    return database.count(tableAndCondition);
  }

  private static ReceivedChange item(String id, String rate) {
    Delivery delivery =
        new Delivery(
            "items",
            "",
            "application/json",
            "{\"item_id\":\"%s\",\"rate\":\"%s\",\"last_modified_time\":\"2026-11-01T10:00:00+0000\"}"
                .formatted(id, rate));
    return ReceivedChange.of(
        new ReceivedDelivery(delivery, null, delivery.body().length(), "{}", "127.0.0.1"),
        (ParsedDelivery.Change) DeliveryReader.read(delivery));
  }
}
