package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.TestDatabase;

class FrontierTest {

  private static final int LIMIT = 3;

  private long now = Long.MAX_VALUE - 10;
  private final Frontier frontier = new Frontier(() -> now);
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
    assertThat(frontier.next()).isEqualTo(Place.FIRST);
    frontier.claimed(events(8, 7, 9), LIMIT);
    assertThat(frontier.next()).isEqualTo(new Place(5, 7));
    frontier.claimed(events(10, 11, 12), LIMIT);
    assertThat(frontier.next()).isEqualTo(new Place(5, 10));
  }

  @Test
  void afterAClaimThatIsNotFullAllPlacesAreLookedAt() {
    frontier.next();
    frontier.claimed(events(7, 8, 9), LIMIT);
    frontier.claimed(events(10), LIMIT);
    assertThat(frontier.next()).isEqualTo(Place.FIRST);
  }

  @Test
  void retriesInAClaimTellNothing() {
    frontier.next();
    List<ClaimedEvent> claimed = new ArrayList<>(events(7, 8));
    claimed.add(event(1, 3));
    frontier.claimed(claimed, LIMIT);
    assertThat(frontier.next()).isEqualTo(new Place(5, 7));
    frontier.claimed(List.of(event(1, 1), event(1, 2), event(1, 3)), LIMIT);
    assertThat(frontier.next()).isEqualTo(new Place(5, 7));
  }

  @Test
  void whenItIsOldAllPlacesAreLookedAtOnce() {
    frontier.next();
    frontier.claimed(events(7, 8, 9), LIMIT);
    now += Frontier.PERIOD.toNanos();
    assertThat(frontier.next()).isEqualTo(Place.FIRST);
    frontier.claimed(events(10, 11, 12), LIMIT);
    assertThat(frontier.next()).isEqualTo(new Place(5, 10));
  }

  @Test
  void afterALookAtAllPlacesThatWasDearOnlyTheFrontierIsLookedAtForAWhile() {
    frontier.next();
    now += Duration.ofSeconds(1).toNanos();
    assertThat(frontier.claimed(events(7, 8, 9), LIMIT)).as("there is more at once").isTrue();
    assertThat(frontier.next()).isEqualTo(new Place(5, 7));
    assertThat(frontier.claimed(events(10), LIMIT)).as("nothing more at once").isFalse();
    now += Duration.ofSeconds(19).toNanos();
    assertThat(frontier.next())
        .as("what comes in before the last one claimed is found")
        .isEqualTo(new Place(5, 7));
    assertThat(frontier.claimed(List.of(), LIMIT)).isFalse();
    now += Duration.ofSeconds(1).toNanos();
    assertThat(frontier.next()).isEqualTo(Place.FIRST);
    assertThat(frontier.claimed(List.of(), LIMIT)).isFalse();
    assertThat(frontier.next()).as("cheap again").isEqualTo(Place.FIRST);
  }

  @Test
  void aClaimThatWasNotFullIsFollowedAtOnceByALookAtAllPlacesUnlessItWasOne() {
    frontier.next();
    assertThat(frontier.claimed(events(7), LIMIT)).isFalse();
    frontier.next();
    assertThat(frontier.claimed(events(7, 8, 9), LIMIT)).isTrue();
    frontier.next();
    assertThat(frontier.claimed(events(10), LIMIT)).isTrue();
    assertThat(frontier.next()).isEqualTo(Place.FIRST);
  }

  @Test
  void whatComesBackBeforeItIsClaimedByTheNextClaimOfAllPlaces() {
    QueueFixture fixture = new QueueFixture(database.jdbc(), queue);
    for (int i = 0; i < 5; i++) {
      fixture.pending("contact", Integer.toString(i));
    }
    ClaimSettings two = new ClaimSettings("test", 2, Duration.ofSeconds(30));
    List<ClaimedEvent> first = queue.claim(two, Place.FIRST);
    queue.release(first);
    Place beyond = new Place(5, first.getLast().place().arrival() + 1);
    assertThat(queue.claim(two, beyond))
        .extracting(ClaimedEvent::entityId)
        .containsExactlyInAnyOrder("2", "3");
    assertThat(queue.claim(two, Place.FIRST))
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
        new Place(5, arrival),
        Duration.ZERO,
        null);
  }
}
