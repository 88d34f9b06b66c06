package sale.tsh.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

class NotificationSenderTest {

  private static final TestDatabase database = TestDatabase.migrated();

  private final StubServer slack = new StubServer();
  private final StubServer receiver = new StubServer();
  private final NotificationOutbox outbox =
      new NotificationOutbox(database.jdbc(), List.of("slack", "webhook"));
  private final NotificationSender sender = sender();

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void emptyOutbox() {
    Tables.empty(database.jdbc(), "tds_notifications");
  }

  @AfterEach
  void stopServers() {
    slack.close();
    receiver.close();
  }

  @Test
  void everyChannelSendsOnce() {
    outbox.add(message(UUID.randomUUID(), AlertTransition.RAISED));
    sender.runOnce();
    sender.runOnce();

    assertThat(slack.taken()).hasSize(1);
    assertThat(receiver.taken()).hasSize(1);
    assertThat(count("sent_at is not null and attempt_count = 1")).isEqualTo(2);
  }

  @Test
  void outboxWithoutChannelsStaysEmpty() {
    new NotificationOutbox(database.jdbc(), List.of())
        .add(message(UUID.randomUUID(), AlertTransition.RAISED));
    assertThat(count("true")).isZero();
  }

  @Test
  void failedNotificationIsSentAgainWhenDue() {
    slack.answer(500);
    outbox.add(message(UUID.randomUUID(), AlertTransition.RAISED));
    sender.runOnce();
    assertThat(
            count(
                """
                channel = 'slack' and sent_at is null and last_error = 'it answered HTTP 500'
                and due_at between now() + interval '5 s' and now() + interval '10 s'
                """))
        .isEqualTo(1);

    slack.answer(200);
    sender.runOnce();
    assertThat(slack.taken()).isEmpty();

    makeDue();
    sender.runOnce();
    assertThat(slack.taken()).hasSize(1);
    assertThat(count("channel = 'slack' and attempt_count = 2 and last_error is null"))
        .isEqualTo(1);
  }

  /** The database's clock was set back while the notification waited. */
  @Test
  void notificationDueLaterThanPossibleIsSent() {
    outbox.add(message(UUID.randomUUID(), AlertTransition.RAISED));
    database.jdbc().sql("update tds_notifications set due_at = now() + interval '1 day'").update();
    sender.runOnce();
    assertThat(slack.taken()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 20", "3, 40", "7, 640", "8, 900", "100, 900"})
  void delayDoublesUpToAQuarterOfAnHour(int attempt, int seconds) {
    assertThat(NotificationSender.delayAfter(attempt)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void messagesOfAnAlertArriveInOrderEvenIfOneFails() {
    UUID alert = UUID.randomUUID();
    slack.answer(500);
    outbox.add(message(alert, AlertTransition.RAISED));
    sender.runOnce();
    slack.answer(200);
    outbox.add(message(alert, AlertTransition.RESOLVED));
    sender.runOnce();
    assertThat(slack.taken()).isEmpty();

    makeDue();
    sender.runOnce();
    assertThat(slack.taken())
        .extracting(body -> body.get("text").asString().contains("raised"))
        .containsExactly(true, false);
  }

  @Test
  void failureEndsTheRunOfItsChannelOnly() {
    slack.answer(500);
    Stream.generate(UUID::randomUUID)
        .limit(3)
        .forEach(alert -> outbox.add(message(alert, AlertTransition.RAISED)));
    sender.runOnce();

    assertThat(count("channel = 'slack' and attempt_count = 1")).isEqualTo(1);
    assertThat(count("channel = 'slack' and attempt_count = 0")).isEqualTo(2);
    assertThat(receiver.taken()).hasSize(3);
  }

  @Test
  void slowChannelDelaysNeitherTheOthersNorTheDatabase() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    slack.answerAfter(gate);
    outbox.add(message(UUID.randomUUID(), AlertTransition.RAISED));
    try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> turn = background.submit(sender::runOnce);
      await().until(() -> receiver.taken().size() == 1 && count("attempt_count = 1") == 2);

      assertThat(turn).isNotDone();
      assertThat(
              database
                  .jdbc()
                  .sql(
                      """
                      select count(*) from pg_stat_activity
                       where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()
                      """)
                  .query(Integer.class)
                  .single())
          .isZero();

      gate.countDown();
      turn.get();
    }
    assertThat(slack.taken()).hasSize(1);
  }

  @Test
  void twoProcessesSendEachNotificationOnce() throws Exception {
    Stream.generate(UUID::randomUUID)
        .limit(40)
        .forEach(alert -> outbox.add(message(alert, AlertTransition.RAISED)));
    try (ExecutorService processes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> turn :
          List.of(
              processes.submit(sender()::runOnce),
              processes.submit(sender()::runOnce),
              processes.submit(sender()::runOnce))) {
        turn.get();
      }
    }

    assertThat(slack.taken()).hasSize(40);
    assertThat(receiver.taken())
        .extracting(body -> body.get("notification_id").asLong())
        .doesNotHaveDuplicates()
        .hasSize(40);
  }

  @Test
  void notificationOfADeadProcessIsSentByAnother() {
    outbox.add(message(UUID.randomUUID(), AlertTransition.RAISED));
    assertThat(outbox.claim("slack", Duration.ofMinutes(3))).isPresent();
    sender.runOnce();
    assertThat(slack.taken()).isEmpty();

    makeDue();
    sender.runOnce();
    assertThat(slack.taken()).hasSize(1);
  }

  @Test
  void dayOldNotificationIsGivenUpAndDoesNotBlockNewOnes() {
    UUID alert = UUID.randomUUID();
    outbox.add(message(alert, AlertTransition.RAISED));
    database
        .jdbc()
        .sql("update tds_notifications set created_at = now() - interval '25 h'")
        .update();
    outbox.add(message(alert, AlertTransition.RESOLVED));
    sender.runOnce();

    assertThat(count("given_up_at is not null and sent_at is null")).isEqualTo(2);
    assertThat(slack.taken()).hasSize(1);
    assertThat(slack.taken().getFirst().get("text").asString()).contains("resolved");
  }

  @Test
  void withdrawnNotificationIsNotSent() {
    UUID alert = UUID.randomUUID();
    outbox.add(message(alert, AlertTransition.RAISED));
    outbox.withdraw(alert);
    sender.runOnce();
    assertThat(slack.taken()).isEmpty();
  }

  private NotificationSender sender() {
    return new NotificationSender(
        outbox, List.of(new SlackChannel(slack.address()), new WebhookChannel(receiver.address())));
  }

  private static AlertMessage message(UUID alert, AlertTransition transition) {
    return new AlertMessage(alert, transition, "a-cause", "warning", "A Title", "So.", "there");
  }

  private static void makeDue() {
    database.jdbc().sql("update tds_notifications set due_at = now()").update();
  }

  private static int count(String condition) {
    return database
        .jdbc()
        .sql("select count(*) from tds_notifications where " + condition)
        .query(Integer.class)
        .single();
  }
}
