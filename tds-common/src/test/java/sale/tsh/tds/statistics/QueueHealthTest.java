package sale.tsh.tds.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.alert.QueueState;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.testing.TestDatabase;

class QueueHealthTest {

  private static final TestDatabase database = TestDatabase.migrated();

  private final QueueState state = new QueueState(database.jdbc());
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final QueueHealthReader reader =
      new QueueHealthReader(
          database.jdbc(),
          database.repository(PausedKindEntries.class),
          database.transactions(),
          () -> now);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void atRest() {
    state.clear();
  }

  @Test
  void emptyQueueIsAtRest() {
    QueueHealth health = reader.read();

    assertThat(health.counts().total() + health.lastHour().total() + health.stuck()).isZero();
    assertThat(health.oldestPending()).isZero();
    assertThat(health.oldestDue()).isZero();
    assertThat(health.pulse().silence()).isEmpty();
    assertThat(health.claimable()).isEqualTo(new Claimable(0, Duration.ZERO));
  }

  @Test
  void retryHasNoAgeBeforeItIsDue() {
    state.events("retry", 1, Duration.ofMinutes(-5));
    assertThat(reader.read().oldestDue()).isZero();

    state.events("retry", 1, Duration.ofMinutes(3));
    assertThat(reader.read().oldestDue()).isBetween(minutes(3), minutes(4));
    assertThat(reader.read().oldestPending()).isZero();

    database.jdbc().sql("update tds_sync_queue set alone = true").update();
    assertThat(reader.read().oldestDue()).isBetween(minutes(3), minutes(4));
  }

  @Test
  void oldestPendingEventIsFoundWhateverItsPriority() {
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

    assertThat(reader.read().oldestPending()).isBetween(minutes(9), minutes(10));
  }

  @Test
  void eventsOfAPausedKindAreNotClaimable() {
    state.events("pending", 3, minutes(9));
    database
        .jdbc()
        .sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, queued_at)
            values (gen_random_uuid(), gen_random_uuid(), 1, 'contact.deleted', 'contact', '1', now() - interval '4 min'),
                   (gen_random_uuid(), gen_random_uuid(), 2, 'contact.created', 'contact', '2', now() - interval '5 min')
            """)
        .update();
    assertThat(reader.read().claimable().pending()).isEqualTo(5);
    assertThat(reader.read().claimable().oldest()).isBetween(minutes(9), minutes(10));

    state.pause("item");
    assertThat(reader.read().claimable().pending()).isEqualTo(2);
    assertThat(reader.read().claimable().oldest()).isBetween(minutes(5), minutes(6));
    assertThat(reader.read().oldestDue()).isBetween(minutes(5), minutes(6));
    assertThat(reader.read().oldestPending()).isBetween(minutes(9), minutes(10));

    state.pause("contact");
    assertThat(reader.read().claimable()).isEqualTo(new Claimable(0, Duration.ZERO));
  }

  @Test
  void workerAbsenceIsTheUptimeOnlyIfNoWorkerWasEverSeen() {
    now = now.plus(minutes(10));
    assertThat(reader.read().workerAbsence()).as("none ever came").isEqualTo(minutes(10));

    state.workerSeen(minutes(30));
    assertThat(reader.read().workerAbsence()).isBetween(minutes(30), minutes(31));
    assertThat(reader.read().uptime()).isEqualTo(minutes(10));
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
