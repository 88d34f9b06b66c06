package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.TestDatabase;

class QueueFiguresTest {

  private static final TestDatabase database = TestDatabase.migrated();

  private final QueueState state = new QueueState(database.jdbc());
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final QueueFigures figures =
      new QueueFigures(database.jdbc(), database.transactions(), () -> now);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void atRest() {
    state.clear();
  }

  @Test
  void anEmptySystemIsAtRest() {
    Figures read = figures.read();

    assertThat(read.counts().total() + read.lastHour().total() + read.stuck()).isZero();
    assertThat(read.oldestPending()).isZero();
    assertThat(read.oldestDue()).isZero();
    assertThat(read.sinceDelivery()).isEmpty();
  }

  @Test
  void aRetryHasNoAgeBeforeItIsDue() {
    state.events("retry", 1, Duration.ofMinutes(-5));
    assertThat(figures.read().oldestDue()).isZero();

    state.events("retry", 1, Duration.ofMinutes(3));
    assertThat(figures.read().oldestDue()).isBetween(minutes(3), minutes(4));
    assertThat(figures.read().oldestPending()).isZero();

    database.jdbc().sql("update tds_sync_queue set alone = true").update();
    assertThat(figures.read().oldestDue()).isBetween(minutes(3), minutes(4));
  }

  @Test
  void theOldestPendingEventIsFoundWhateverItsPlaceInTheOrder() {
    state.events("pending", 20, Duration.ZERO);
    database
        .jdbc()
        .sql(
            """
            update tds_sync_queue
               set queued_at = now() - interval '9 min', priority = 9
             where arrival = 20
            """)
        .update();

    assertThat(figures.read().oldestPending()).isBetween(minutes(9), minutes(10));
  }

  @Test
  void aWorkersAbsenceIsToldBesideHowLongThisProcessHasBeenLooking() {
    now = now.plus(minutes(10));
    assertThat(figures.read().workerAbsence()).as("none ever came").isEqualTo(minutes(10));

    state.workerSeen(minutes(30));
    assertThat(figures.read().workerAbsence()).isBetween(minutes(30), minutes(31));
    assertThat(figures.read().watching()).isEqualTo(minutes(10));
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
