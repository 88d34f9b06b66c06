package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.TestDatabase;

class PausedKindsTest {

  private static final ClaimSettings CLAIM =
      new ClaimSettings("worker-1", 10, Duration.ofSeconds(30));

  private static TestDatabase database;
  private JdbcClient jdbc;
  private EventQueue queue;
  private PausedKinds pausedKinds;
  private QueueFixture given;

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
    queue = new EventQueue(jdbc, new RetryPolicy(3, List.of(Duration.ofMinutes(1))), new Random(1));
    pausedKinds = new PausedKinds(jdbc);
    given = new QueueFixture(jdbc, queue);
    given.empty();
  }

  @Test
  void eventsOfAPausedKindAreNotClaimedAndOthersAre() {
    pausedKinds.pause("contact", "ali");
    given.pending("contact", "1");
    given.pending("item", "2");
    assertThat(claimed()).containsExactly("2");
    pausedKinds.resume("contact");
    assertThat(claimed()).containsExactly("1");
  }

  @Test
  void aRetryOfAPausedKindWaitsToo() {
    given.retry("contact", "1");
    jdbc.sql("update tds_sync_queue set due_at = now()").update();
    pausedKinds.pause("contact", "ali");
    assertThat(claimed()).isEmpty();
    pausedKinds.resume("contact");
    assertThat(claimed()).containsExactly("1");
  }

  /** Else the worker would stop everything else for an event that it may not claim. */
  @Test
  void anEventThatMustRunAloneWaitsToo() {
    given.pending("contact", "1");
    jdbc.sql("update tds_sync_queue set alone = true").update();
    assertThat(queue.hasDueAlone()).isTrue();
    pausedKinds.pause("contact", "ali");
    assertThat(queue.hasDueAlone()).isFalse();
    assertThat(queue.claimAlone(CLAIM)).isEmpty();
    pausedKinds.resume("contact");
    assertThat(queue.claimAlone(CLAIM)).isPresent();
  }

  @Test
  void pausingTwiceIsPausingOnce() {
    assertThat(pausedKinds.pause("contact", "ali")).isTrue();
    assertThat(pausedKinds.pause("contact", "eve")).isFalse();
    assertThat(pausedKinds.list())
        .singleElement()
        .satisfies(
            paused -> {
              assertThat(paused.kind()).isEqualTo("contact");
              assertThat(paused.pausedBy()).isEqualTo("ali");
            });
    assertThat(pausedKinds.resume("contact")).isTrue();
    assertThat(pausedKinds.resume("contact")).isFalse();
    assertThat(pausedKinds.list()).isEmpty();
  }

  private List<String> claimed() {
    return queue.claim(CLAIM, Place.FIRST).stream().map(ClaimedEvent::entityId).toList();
  }
}
