package sale.tsh.tds.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.QueueListener;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.TestDatabase;

@ExtendWith(OutputCaptureExtension.class)
@Isolated("captures the output of this JVM")
class BulkActionsTest {

  private static final UUID BULK = UUID.fromString("bbbbbbbb-0000-0000-0000-000000000001");
  private static final UUID OTHER = UUID.fromString("bbbbbbbb-0000-0000-0000-000000000002");

  private static TestDatabase database;
  private JdbcClient jdbc;
  private EventQueue queue;
  private QueueFixture given;
  private DeadLetterQueue deadLetters;
  private BulkActions bulks;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void clean() {
    jdbc = database.jdbc();
    queue = database.queue(new RetryPolicy(3, List.of(Duration.ofMinutes(1))), QueueListener.NONE);
    given = new QueueFixture(jdbc, queue);
    deadLetters = database.deadLetters();
    bulks = new BulkActions(jdbc, deadLetters, database.transactions());
    given.empty();
  }

  @Test
  void eachCriterionNarrowsTheFilter() {
    UUID old = given.deadLetter("item", "1", "item.rate: \"a\" is wrong", "{}");
    jdbc.sql("update tds_dead_letter_queue set moved_to_dlq_at = now() - interval '2 hours'")
        .update();
    given.deadLetter("item", "2", "item.rate: \"b\" is wrong", "{}");
    UUID contact = given.deadLetter("contact", "1", "no", "{}");
    String group =
        jdbc.sql("select error_group from tds_dead_letter_queue where id = :id")
            .param("id", old)
            .query(String.class)
            .single();
    assertThat(bulks.count(filter("item.updated", null, null, null, null))).isEqualTo(2);
    assertThat(bulks.count(filter("item", null, null, null, null))).isEqualTo(2);
    assertThat(bulks.count(filter("ite", null, null, null, null))).isZero();
    assertThat(bulks.count(filter(null, "1", null, null, null))).isEqualTo(2);
    assertThat(bulks.count(filter(null, null, group, null, null))).isEqualTo(2);
    assertThat(bulks.count(filter(null, null, null, Duration.ofHours(1), null))).isEqualTo(1);
    assertThat(bulks.count(filter(null, null, null, Duration.ZERO, null))).isEqualTo(3);
    assertThat(bulks.count(filter(null, null, null, null, List.of(old, contact)))).isEqualTo(2);
    assertThat(bulks.count(filter("item.updated", "1", group, Duration.ofHours(1), List.of(old))))
        .isEqualTo(1);
    assertThat(bulks.count(filter("item.updated", "3", null, null, null))).isZero();
  }

  @Test
  void redrivesTheOldestFirstAtItsRate() {
    List<UUID> letters = letters(5);
    BulkAction started = bulks.start(BULK, redrive(4, 2), "ali");
    assertThat(started.matched()).isEqualTo(4);
    assertThat(started.remaining()).isEqualTo(4);
    assertThat(started.state()).isEqualTo("running");

    assertThat(bulks.runOnce()).isEqualTo(2);
    assertThat(pending()).containsExactlyInAnyOrderElementsOf(letters.subList(0, 2));
    assertThat(bulks.runOnce()).as("the second is not over").isZero();

    aSecondPasses();
    assertThat(bulks.runOnce()).isEqualTo(2);
    assertThat(pending()).containsExactlyInAnyOrderElementsOf(letters.subList(0, 4));
    BulkAction ended = bulks.find(BULK).orElseThrow();
    assertThat(ended.state()).isEqualTo("finished");
    assertThat(ended.redriven()).isEqualTo(4);
    assertThat(ended.remaining()).isZero();
    assertThat(ended.skipped()).isZero();
  }

  @Test
  void continuesWhenTheDatabasesClockIsSetBack() {
    letters(4);
    bulks.start(BULK, redrive(4, 2), "ali");
    bulks.runOnce();
    jdbc.sql("update tds_bulk_redrives set stepped_at = now() + interval '1 day'").update();
    assertThat(bulks.runOnce()).isEqualTo(2);
  }

  /** An operator who follows an event through the logs by its first id finds its next id. */
  @Test
  void logsTheOldAndTheNewIdOfEachEvent(CapturedOutput output) {
    UUID first = given.pending("item", "1");
    UUID firstLetter = given.die(first, "no", "{}");
    UUID second = given.pending("item", "2");
    UUID secondLetter = given.die(second, "no", "{}");
    bulks.start(BULK, redrive(10, 10), "ali");
    bulks.runOnce();
    assertThat(output)
        .containsOnlyOnce("Event %s is redriven as event %s".formatted(first, firstLetter))
        .containsOnlyOnce("Event %s is redriven as event %s".formatted(second, secondLetter));
  }

  @Test
  void logsNothingOfARedriveThatIsRolledBack(CapturedOutput output) {
    UUID letter = given.deadLetter("item", "1");
    database
        .transactions()
        .executeWithoutResult(status -> {
          assertThat(deadLetters.redrive(letter)).isPresent();
          status.setRollbackOnly();
        });
    assertThat(output).doesNotContain("is redriven");
    assertThat(deadLetters.redrive(letter)).isPresent();
    assertThat(output).containsOnlyOnce("is redriven as event " + letter);
  }

  @Test
  void takesItsDeadLettersWhenItStarts() {
    letters(2);
    bulks.start(BULK, redrive(10, 10), "ali");
    given.deadLetter("item", "late");
    bulks.runOnce();
    assertThat(bulks.find(BULK).orElseThrow().redriven()).isEqualTo(2);
    assertThat(bulks.count(all())).isEqualTo(1);
  }

  @Test
  void discardsTheOldestFirstAtItsRate() {
    letters(5);
    bulks.start(BULK, new BulkPlan(all(), 4, 3, "a test"), "ali");
    assertThat(bulks.runOnce()).isEqualTo(3);
    aSecondPasses();
    assertThat(bulks.runOnce()).isEqualTo(1);
    BulkAction ended = bulks.find(BULK).orElseThrow();
    assertThat(ended.state()).isEqualTo("finished");
    assertThat(ended.discarded()).isEqualTo(4);
    assertThat(ended.redriven()).isZero();
    assertThat(pending()).isEmpty();
    assertThat(bulks.count(all())).isEqualTo(1);
    assertThat(
            jdbc.sql(
                    "select discard_reason from tds_dead_letter_queue where discarded_at is not null")
                .query(String.class)
                .list())
        .containsOnly("a test")
        .hasSize(4);
  }

  @Test
  void twoBulkActionsNeverTakeTheSameDeadLetter() {
    letters(3);
    bulks.start(BULK, redrive(2, 10), "ali");
    assertThat(bulks.count(all())).isEqualTo(1);
    assertThat(bulks.start(OTHER, redrive(10, 10), "eve").matched()).isEqualTo(1);
    assertThat(bulks.runOnce()).isEqualTo(3);
  }

  @Test
  void skipsDeadLettersThatWereClosedBeforeTheirTurn() {
    List<UUID> letters = letters(3);
    bulks.start(BULK, redrive(10, 10), "ali");
    deadLetters.redrive(letters.get(0));
    deadLetters.discard(letters.get(1), "a test");
    assertThat(bulks.runOnce()).isEqualTo(1);
    BulkAction ended = bulks.find(BULK).orElseThrow();
    assertThat(ended.redriven()).isEqualTo(1);
    assertThat(ended.skipped()).isEqualTo(2);
  }

  @Test
  void cancelReleasesTheRest() {
    letters(3);
    bulks.start(BULK, redrive(10, 1), "ali");
    bulks.runOnce();
    BulkAction cancelled = bulks.cancel(BULK, "eve").orElseThrow();
    assertThat(cancelled.state()).isEqualTo("cancelled");
    assertThat(cancelled.cancelledBy()).isEqualTo("eve");
    assertThat(cancelled.redriven()).isEqualTo(1);
    assertThat(cancelled.skipped()).isEqualTo(2);
    aSecondPasses();
    assertThat(bulks.runOnce()).isZero();
    assertThat(bulks.count(all())).as("they are free again").isEqualTo(2);
    assertThat(bulks.cancel(BULK, "eve")).isEmpty();
  }

  @Test
  void twoProcessesKeepTheRateTogether() throws Exception {
    letters(20);
    bulks.start(BULK, redrive(20, 5), "ali");
    try (var threads = Executors.newFixedThreadPool(4)) {
      int redriven = 0;
      for (var each : threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> step()).toList())) {
        redriven += each.get();
      }
      assertThat(redriven).isEqualTo(5);
    }
  }

  @Test
  void unknownBulkActionIsNotFound() {
    assertThat(bulks.find(BULK)).isEmpty();
    assertThat(bulks.cancel(BULK, "ali")).isEmpty();
  }

  private static BulkPlan redrive(int cap, int rate) {
    return new BulkPlan(all(), cap, rate, null);
  }

  private Callable<Integer> step() {
    return bulks::runOnce;
  }

  private List<UUID> letters(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> given.deadLetter("item", Integer.toString(i)))
        .toList();
  }

  private void aSecondPasses() {
    jdbc.sql("update tds_bulk_redrives set stepped_at = stepped_at - interval '1 second'").update();
  }

  private List<UUID> pending() {
    return jdbc.sql("select id from tds_sync_queue where status = 'pending'")
        .query((row, number) -> row.getObject("id", UUID.class))
        .list();
  }

  private static BulkFilter all() {
    return filter(null, null, null, Duration.ZERO, null);
  }

  private static BulkFilter filter(
      @Nullable String eventType,
      @Nullable String entityId,
      @Nullable String errorGroup,
      @Nullable Duration olderThan,
      @Nullable List<UUID> ids) {
    return new BulkFilter(eventType, entityId, errorGroup, olderThan, ids);
  }
}
