package sale.tsh.tds.worker.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.QueuePosition;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.TestDatabase;

class ClaimCursorTest {

  private static final int LIMIT = 3;

  private long now = Long.MAX_VALUE - 10;
  private final ClaimCursor cursor = new ClaimCursor(() -> now);
  private TestDatabase database;
  private EventQueue queue;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    queue = database.queue(3);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void aClaimBeginsWhereTheFullOneBeforeItDid() {
    assertThat(cursor.next()).isEqualTo(QueuePosition.FIRST);
    cursor.claimed(events(8, 7, 9), LIMIT);
    assertThat(cursor.next()).isEqualTo(new QueuePosition(5, 7));
    cursor.claimed(events(10, 11, 12), LIMIT);
    assertThat(cursor.next()).isEqualTo(new QueuePosition(5, 10));
  }

  @Test
  void afterAClaimThatIsNotFullAllPlacesAreLookedAt() {
    cursor.next();
    cursor.claimed(events(7, 8, 9), LIMIT);
    cursor.claimed(events(10), LIMIT);
    assertThat(cursor.next()).isEqualTo(QueuePosition.FIRST);
  }

  @Test
  void retriesInAClaimTellNothing() {
    cursor.next();
    List<ClaimedEvent> claimed = new ArrayList<>(events(7, 8));
    claimed.add(event(1, 3));
    cursor.claimed(claimed, LIMIT);
    assertThat(cursor.next()).isEqualTo(new QueuePosition(5, 7));
    cursor.claimed(List.of(event(1, 1), event(1, 2), event(1, 3)), LIMIT);
    assertThat(cursor.next()).isEqualTo(new QueuePosition(5, 7));
  }

  @Test
  void whenItIsOldAllPlacesAreLookedAtOnce() {
    cursor.next();
    cursor.claimed(events(7, 8, 9), LIMIT);
    now += ClaimCursor.PERIOD.toNanos();
    assertThat(cursor.next()).isEqualTo(QueuePosition.FIRST);
    cursor.claimed(events(10, 11, 12), LIMIT);
    assertThat(cursor.next()).isEqualTo(new QueuePosition(5, 10));
  }

  @Test
  void afterASlowFullScanClaimsStartAtTheCursorForAWhile() {
    cursor.next();
    now += Duration.ofSeconds(1).toNanos();
    assertThat(cursor.claimed(events(7, 8, 9), LIMIT)).as("there is more at once").isTrue();
    assertThat(cursor.next()).isEqualTo(new QueuePosition(5, 7));
    assertThat(cursor.claimed(events(10), LIMIT)).as("nothing more at once").isFalse();
    now += Duration.ofSeconds(19).toNanos();
    assertThat(cursor.next())
        .as("what comes in before the last one claimed is found")
        .isEqualTo(new QueuePosition(5, 7));
    assertThat(cursor.claimed(List.of(), LIMIT)).isFalse();
    now += Duration.ofSeconds(1).toNanos();
    assertThat(cursor.next()).isEqualTo(QueuePosition.FIRST);
    assertThat(cursor.claimed(List.of(), LIMIT)).isFalse();
    assertThat(cursor.next()).as("cheap again").isEqualTo(QueuePosition.FIRST);
  }

  @Test
  void aClaimThatWasNotFullIsFollowedAtOnceByAFullScanUnlessItWasOne() {
    cursor.next();
    assertThat(cursor.claimed(events(7), LIMIT)).isFalse();
    cursor.next();
    assertThat(cursor.claimed(events(7, 8, 9), LIMIT)).isTrue();
    cursor.next();
    assertThat(cursor.claimed(events(10), LIMIT)).isTrue();
    assertThat(cursor.next()).isEqualTo(QueuePosition.FIRST);
  }

  @Test
  void anEventReleasedBeforeTheCursorIsClaimedByTheNextFullScan() {
    QueueFixture fixture = new QueueFixture(database.jdbc(), queue);
    for (int i = 0; i < 5; i++) {
      fixture.pending("contact", Integer.toString(i));
    }
    ClaimSettings two = new ClaimSettings("test", 2, Duration.ofSeconds(30));
    List<ClaimedEvent> first = queue.claim(two, QueuePosition.FIRST);
    queue.release(first);
    QueuePosition beyond = new QueuePosition(5, first.getLast().position().arrival() + 1);
    assertThat(queue.claim(two, beyond))
        .extracting(ClaimedEvent::entityId)
        .containsExactlyInAnyOrder("2", "3");
    assertThat(queue.claim(two, QueuePosition.FIRST))
        .extracting(ClaimedEvent::id)
        .containsExactlyInAnyOrderElementsOf(first.stream().map(ClaimedEvent::id).toList());
  }

  private static List<ClaimedEvent> events(long... arrivals) {
    return LongStream.of(arrivals).mapToObj(arrival -> event(0, arrival)).toList();
  }

  private static ClaimedEvent event(int attemptsEnded, long arrival) {
    UUID id = UUID.randomUUID();
    return new ClaimedEvent(
        id,
        UUID.randomUUID(),
        id,
        "contact.updated",
        "contact",
        "1",
        attemptsEnded,
        false,
        new QueuePosition(5, arrival),
        Duration.ZERO,
        null);
  }
}
