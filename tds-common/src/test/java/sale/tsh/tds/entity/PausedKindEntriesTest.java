package sale.tsh.tds.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.QueueListener;
import sale.tsh.tds.queue.QueuePosition;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.TestDatabase;

class PausedKindEntriesTest {

  private static final ClaimSettings CLAIM =
      new ClaimSettings("worker-1", 10, Duration.ofSeconds(30));

  private static TestDatabase database;
  private static PausedKindEntries pausedKinds;
  private JdbcClient jdbc;
  private EventQueue queue;
  private QueueFixture given;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
    pausedKinds = database.repository(PausedKindEntries.class);
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
    given.empty();
  }

  @Test
  void claimsEventsOfOtherKindsOnly() {
    pausedKinds.pause("contact", "ali");
    given.pending("contact", "1");
    given.pending("item", "2");
    assertThat(claimed()).containsExactly("2");
    pausedKinds.resume("contact");
    assertThat(claimed()).containsExactly("1");
  }

  @Test
  void claimsNoRetryOfAPausedKind() {
    given.retry("contact", "1");
    jdbc.sql("update tds_sync_queue set due_at = now()").update();
    pausedKinds.pause("contact", "ali");
    assertThat(claimed()).isEmpty();
    pausedKinds.resume("contact");
    assertThat(claimed()).containsExactly("1");
  }

  /** Otherwise the worker would stop all other work for an event that it must not claim. */
  @Test
  void claimsNoEventOfAPausedKindThatMustRunAlone() {
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
  void pausesAKindOnce() {
    assertThat(pausedKinds.pause("contact", "ali")).isOne();
    assertThat(pausedKinds.pause("contact", "eve")).isZero();
    assertThat(pausedKinds.list())
        .singleElement()
        .satisfies(paused -> {
          assertThat(paused.kind()).isEqualTo("contact");
          assertThat(paused.pausedBy()).isEqualTo("ali");
        });
    assertThat(pausedKinds.resume("contact")).isOne();
    assertThat(pausedKinds.resume("contact")).isZero();
    assertThat(pausedKinds.list()).isEmpty();
  }

  private List<String> claimed() {
    return queue.claim(CLAIM, QueuePosition.FIRST).stream().map(ClaimedEvent::entityId).toList();
  }
}
