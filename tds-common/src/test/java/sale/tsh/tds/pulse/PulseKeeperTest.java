package sale.tsh.tds.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

/** What the task counts, and what is read of it. */
class PulseKeeperTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final JdbcClient jdbc = database.jdbc();

  private final Instant now =
      jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
  private final PulseKeeper keeper = new PulseKeeper(jdbc, database.transactions());
  private final PulseReader reader = new PulseReader(jdbc);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(
        jdbc,
        "tds_inbox_events",
        "tds_sync_queue",
        "tds_other_kinds",
        "tds_kind_hours",
        "tds_kind_pulses",
        "tds_pulse",
        "tds_pull_sweeps");
  }

  @Test
  void webhooksCountOnceByKindAndHour() {
    accepted("item", hours(50), 3);
    accepted("item", hours(3), 2);
    accepted("bill", hours(3), 1);
    keeper.runOnce(now);
    keeper.runOnce(now);
    assertThat(received("item")).isEqualTo(5);
    assertThat(received("bill")).isEqualTo(1);
    assertThat(
            jdbc.sql("select hour from tds_kind_hours where received = 3")
                .query(OffsetDateTime.class)
                .single()
                .toInstant())
        .isEqualTo(now.minus(hours(50)).truncatedTo(ChronoUnit.HOURS));
  }

  /** A webhook within the last ten seconds may belong to a transaction that is not seen yet. */
  @Test
  void webhooksThatCameBetweenTwoRunsCountInTheSecond() {
    keeper.runOnce(now);
    accepted("item", Duration.ofSeconds(5), 2);
    keeper.runOnce(now);
    assertThat(received("item")).isZero();
    assertThat(today("item")).isEqualTo(2);

    keeper.runOnce(now.plusSeconds(20));
    assertThat(received("item")).isEqualTo(2);
    assertThat(week("item").total()).isEqualTo(2);
  }

  @Test
  void pauseIsCaughtUp() {
    accepted("item", hours(30), 1);
    keeper.runOnce(now.minus(hours(29)));
    for (int ago = 28; ago > 0; ago--) {
      accepted("item", hours(ago), ago);
    }
    keeper.runOnce(now);
    assertThat(received("item")).isEqualTo(1 + 28 * 29 / 2);
    assertThat(watchedSince()).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void taskThatRunsOnKeepsItsWatch() {
    keeper.runOnce(now.minusSeconds(240));
    keeper.runOnce(now);
    assertThat(watchedSince()).isEqualTo(now.minusSeconds(240).truncatedTo(ChronoUnit.MICROS));
  }

  /** Otherwise pulling would hide that no webhook comes. */
  @Test
  void onlyWebhooksCount() {
    accepted("item", hours(2), 3);
    jdbc.sql(
            """
            update tds_inbox_events
               set source = case when arrival % 3 = 0 then 'pull' else source end,
                   taken_from = case when arrival % 3 = 1 then gen_random_uuid() end
            """)
        .update();
    Instant seen = now.minus(hours(2)).truncatedTo(ChronoUnit.MICROS);
    assertThat(reader.read().lastReceivedAt()).contains(seen);
    keeper.runOnce(now);
    assertThat(received("item")).isEqualTo(1);
    assertThat(reader.read().lastReceivedAt()).contains(seen);
  }

  @Test
  void refusedDeliveriesCountByTheKindOfTheirAddress() {
    jdbc.sql("insert into tds_other_kinds (name) values ('widget')").update();
    for (String path :
        List.of("products", "items", "bills", "other/widget", "other/odd", "zoho", "nonsense")) {
      delivery(path, null, "no_id", hours(2), 2);
    }
    keeper.runOnce(now);
    assertThat(
            jdbc.sql("select entity_type, sum(refused) from tds_kind_hours group by 1")
                .query((row, number) -> Map.entry(row.getString(1), row.getInt(2)))
                .list())
        .containsExactlyInAnyOrder(entry("item", 4), entry("bill", 2), entry("widget", 2));
    assertThat(week("item").refused()).isEqualTo(4);
  }

  @Test
  void weekHasItsDays() {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    for (int day = 0; day <= 8; day++) {
      Instant time = today.minus(Duration.ofDays(day));
      accepted("item", Duration.between(time, now), day + 1);
    }
    keeper.runOnce(now);
    assertThat(week("item").received()).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void newestWebhookIsReadBeforeItIsCounted() {
    accepted("item", hours(2), 1);
    keeper.runOnce(now);
    accepted("item", Duration.ZERO, 1);
    accepted("bill", Duration.ofSeconds(1), 1);
    assertThat(reader.read().kinds()).extracting(KindPulse::kind).containsExactly("bill", "item");
    assertThat(reader.read().silence().orElseThrow()).isLessThan(Duration.ofMinutes(1));
    assertThat(reader.read().kinds().getLast().silence().orElseThrow())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(week("item").total()).isEqualTo(2);
  }

  @Test
  void emptyInboxHasNoPulse() {
    assertThat(reader.read().lastReceivedAt()).isEmpty();
    keeper.runOnce(now);
    assertThat(reader.read())
        .isEqualTo(new Pulse(Optional.empty(), Optional.empty(), 0, List.of()));
    assertThat(reader.week()).isEmpty();
  }

  /** A clock that was a year ahead must not stop the count for a year. */
  @Test
  void clockThatWasSetBackIsFollowed() {
    Instant ahead = now.plus(Duration.ofDays(365));
    delivery("items", "item", null, Duration.between(ahead.minus(hours(2)), now), 1);
    keeper.runOnce(ahead);
    assertThat(received("item")).isEqualTo(1);
    Tables.empty(jdbc, "tds_inbox_events");
    keeper.runOnce(now);
    accepted("item", Duration.ofSeconds(-5), 1);
    keeper.runOnce(now.plusSeconds(60));
    assertThat(received("item")).isEqualTo(1);
    assertThat(reader.read().lastReceivedAt().orElseThrow()).isBefore(now.plusSeconds(61));
  }

  @Test
  void lostWebhooksCountUntilADayIsOver() {
    accepted("item", hours(40), 1);
    jdbc.sql(
            """
            insert into tds_pull_sweeps (organization_id, kind, started_at, arrival, ended_at)
            values ('1', 'item', now() - interval '2 days', 1, now())
            """)
        .update();
    jdbc.sql(
            """
            insert into tds_inbox_events
              (id, event_id, received_at, source, path, body, body_size, entity_type, entity_id, operation, modified_time)
            select u, u, now() - interval '1 hour', 'pull', '', '{}', 2, 'item', '1', 'updated', now() - interval '2 hours'
              from gen_random_uuid() u
            """)
        .update();
    keeper.runOnce(now);
    assertThat(reader.read().kinds()).singleElement().extracting(KindPulse::lost).isEqualTo(1);
    jdbc.sql(
            "update tds_inbox_events set received_at = now() - interval '25 hours' where source = 'pull'")
        .update();
    keeper.runOnce(now);
    assertThat(reader.read().kinds()).singleElement().extracting(KindPulse::lost).isEqualTo(0);
  }

  private void accepted(String kind, Duration ago, int deliveries) {
    delivery(kind + "s", kind, null, ago, deliveries);
  }

  private void delivery(
      String path, @Nullable String kind, @Nullable String refusal, Duration ago, int deliveries) {
    jdbc.sql(
            """
            insert into tds_inbox_events (id, event_id, received_at, path, body, body_size, entity_type, refusal)
            select gen_random_uuid(), case when :kind is not null then gen_random_uuid() end, :time, :path, '{}', 2, :kind,
                   :refusal
              from generate_series(1, :deliveries)
            """)
        .param("kind", kind, Types.VARCHAR)
        .param("time", now.minus(ago).atOffset(ZoneOffset.UTC))
        .param("path", path)
        .param("refusal", refusal, Types.VARCHAR)
        .param("deliveries", deliveries)
        .update();
  }

  private KindWeek week(String kind) {
    return reader.week().getOrDefault(kind, KindWeek.EMPTY);
  }

  private long today(String kind) {
    return week(kind).received().getLast();
  }

  private static long received(String kind) {
    return jdbc.sql(
            "select coalesce(sum(received), 0) from tds_kind_hours where entity_type = :kind")
        .param("kind", kind)
        .query(Long.class)
        .single();
  }

  private static Instant watchedSince() {
    return jdbc.sql("select watched_since from tds_pulse")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }
}
