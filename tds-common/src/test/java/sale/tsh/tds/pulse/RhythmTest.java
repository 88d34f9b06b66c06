package sale.tsh.tds.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

/** When a kind counts as quiet. The time is given, and each history is written as hours. */
class RhythmTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final JdbcClient jdbc = database.jdbc();

  /** A Monday of a shop that is open from 6:00 to 18:00 UTC. */
  private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");

  private final Rhythm rhythm = new Rhythm(jdbc);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(jdbc, "tds_kind_hours", "tds_kind_pulses", "tds_pulse");
    jdbc.sql(
            "insert into tds_pulse (counted_until, watched_since) values (:now, :now - interval '90 days')")
        .param("now", MONDAY.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Lesson 5: the last webhook came at 9:59. So 10 to 11 is the first whole hour, with 3 webhooks
   * usually.
   */
  @ParameterizedTest
  @CsvSource({
    "10:30, 0",
    "11:59, 0",
    "12:00, 3",
    "12:59, 3",
    "13:00, 6",
    "15:00, 12",
    "23:00, 24",
  })
  void overdueAreTheWebhooksOfTheSameHoursWithoutTheNewest(String time, long overdue) {
    shop("item", 3, 1, 2, 3, 4);
    last("item", "09:59");
    assertThat(overdueAt("item", time)).isEqualTo(overdue);
    assertThat(isQuiet("item")).isEqualTo(overdue >= 5);
  }

  /** Five webhooks are enough, four are not. */
  @ParameterizedTest
  @CsvSource({"4, false", "5, true"})
  void fiveWebhooksOverdueAreFarBeyondTheRhythm(long hourly, boolean quiet) {
    shop("item", hourly, 1, 2, 3, 4);
    last("item", "09:59");
    overdueAt("item", "12:00");
    assertThat(isQuiet("item")).isEqualTo(quiet);
  }

  @Test
  void nightIsSilentInAllWeeks() {
    shop("item", 100, 1, 2, 3, 4);
    last("item", "17:59");
    assertThat(overdueAt("item", "23:59")).isZero();
    // Until six the next morning, and two hours more.
    assertThat(overdueAt("item", "31:59")).isZero();
    assertThat(overdueAt("item", "32:00")).isEqualTo(100);
  }

  /** An hour of daylight saving moves the opening, and so may a sleepy morning. */
  @Test
  void openingAnHourLaterIsNoAlert() {
    shop("item", 100, 1, 2, 3, 4);
    last("item", "-06:00");
    assertThat(overdueAt("item", "07:59")).isZero();
  }

  /** A holiday, or a failure that lasted for a day, must not blind the weeks after it. */
  @ParameterizedTest
  @CsvSource({"1:2:3, 10", "2:3:4, 10", "1:2:4, 10", "1:2, 0", "3:4, 0", "1, 0"})
  void threeOfTheLastFourWeeksAreEnough(String weeks, long overdue) {
    for (String week : weeks.split(":", -1)) {
      shop("item", 5, Integer.parseInt(week));
    }
    last("item", "09:59");
    assertThat(overdueAt("item", "13:00")).isEqualTo(overdue);
  }

  @Test
  void youngInstallationHasNoRhythm() {
    shop("item", 100, 1, 2);
    last("item", "09:59");
    assertThat(overdueAt("item", "17:00")).isZero();
  }

  @Test
  void kindWithAWebhookAMonthIsNeverQuiet() {
    hour("currency", MONDAY.minus(Duration.ofDays(30)), 1);
    last("currency", "-720:00");
    assertThat(overdueAt("currency", "0:00")).isZero();
    assertThat(overdueAt("currency", "700:00")).isZero();
  }

  @Test
  void kindWithAWebhookADayIsQuietAfterFiveDays() {
    for (int day = 1; day <= 35; day++) {
      hour("bill", MONDAY.minus(Duration.ofDays(day)).plus(Duration.ofHours(9)), 1);
    }
    last("bill", "-14:30");
    overdueAt("bill", "90:00");
    assertThat(isQuiet("bill")).isFalse();
    // Five mornings, and two hours.
    overdueAt("bill", "108:00");
    assertThat(isQuiet("bill")).isTrue();
  }

  @Test
  void manyWebhooksOnceAMonthAreNoRhythm() {
    hour("invoice", MONDAY.minus(Duration.ofDays(1)), 200);
    last("invoice", "-23:30");
    for (int day = 0; day < 28; day++) {
      assertThat(overdueAt("invoice", day * 24 + ":00")).as("after %s days", day).isZero();
    }
  }

  @Test
  void manyWebhooksOnceAWeekAreMissedWhenTheirHourIsOver() {
    for (int week = 1; week <= 4; week++) {
      hour("invoice", MONDAY.minus(Duration.ofDays(7L * week)).plus(Duration.ofHours(9)), 20);
    }
    last("invoice", "-158:30");
    assertThat(overdueAt("invoice", "10:59")).isZero();
    assertThat(overdueAt("invoice", "11:00")).isEqualTo(20);
  }

  @Test
  void silenceOfWeeksStaysOverdue() {
    shop("item", 10, 1, 2, 3, 4);
    last("item", "09:59");
    for (int week = 1; week <= 3; week++) {
      assertThat(overdueAt("item", week * 168 + 12 + ":00")).as("week %s", week).isGreaterThan(100);
    }
  }

  /** A machine that was off, or a clock that was set ahead, made a silence of its own. */
  @Test
  void silenceBeginsAtTheEarliestWhenTheTaskBeganToCountAgain() {
    shop("item", 100, 1, 2, 3, 4);
    last("item", "06:30");
    jdbc.sql("update tds_pulse set watched_since = :since")
        .param("since", at("13:10").atOffset(ZoneOffset.UTC))
        .update();
    assertThat(overdueAt("item", "15:59")).isZero();
    assertThat(overdueAt("item", "16:00")).isEqualTo(100);
  }

  @Test
  void clockThatWasSetBackMakesNoSilence() {
    shop("item", 100, 1, 2, 3, 4);
    last("item", "48:00");
    assertThat(overdueAt("item", "17:00")).isZero();
  }

  @Test
  void eachKindHasItsOwnRhythm() {
    shop("item", 100, 1, 2, 3, 4);
    shop("bill", 1, 1, 2, 3, 4);
    last("item", "09:59");
    last("bill", "09:59");
    overdueAt("item", "14:00");
    assertThat(isQuiet("item")).isTrue();
    assertThat(isQuiet("bill")).isFalse();
  }

  /** Kinds of few webhooks each are many together. */
  @Test
  void allKindsTogetherHaveARhythmToo() {
    for (String kind : new String[] {"item", "bill", "invoice"}) {
      shop(kind, 1, 1, 2, 3, 4);
      last(kind, "09:59");
    }
    overdueAt("item", "13:00");
    assertThat(isQuiet("item")).isFalse();
    assertThat(new PulseReader(jdbc).read().overdue()).isEqualTo(6);
    assertThat(new PulseReader(jdbc).read().isQuiet()).isTrue();
  }

  @Test
  void webhookEndsTheSilence() {
    shop("item", 100, 1, 2, 3, 4);
    last("item", "09:59");
    assertThat(overdueAt("item", "14:00")).isPositive();
    last("item", "14:00");
    assertThat(overdueAt("item", "14:01")).isZero();
  }

  /** So many webhooks in each open hour of the Monday so many weeks ago, and of the day after. */
  private static void shop(String kind, long hourly, int... weeksAgo) {
    for (int week : weeksAgo) {
      for (int hour = 0; hour < 48; hour++) {
        if (hour % 24 >= 6 && hour % 24 < 18) {
          hour(kind, MONDAY.minus(Duration.ofDays(7L * week)).plus(Duration.ofHours(hour)), hourly);
        }
      }
    }
  }

  private static void hour(String kind, Instant hour, long received) {
    jdbc.sql("insert into tds_kind_hours (entity_type, hour, received) values (:kind, :hour, :n)")
        .param("kind", kind)
        .param("hour", hour.atOffset(ZoneOffset.UTC))
        .param("n", received)
        .update();
  }

  private static void last(String kind, String time) {
    jdbc.sql(
            """
            with all_kinds as (
              update tds_pulse set last_received_at = greatest(last_received_at, :time)
            )
            insert into tds_kind_pulses (entity_type, last_received_at)
            values (:kind, :time)
            on conflict (entity_type) do update set last_received_at = excluded.last_received_at
            """)
        .param("kind", kind)
        .param("time", at(time).atOffset(ZoneOffset.UTC))
        .update();
  }

  private long overdueAt(String kind, String time) {
    rhythm.judge(at(time));
    return jdbc.sql("select overdue from tds_kind_pulses where entity_type = :kind")
        .param("kind", kind)
        .query(Long.class)
        .single();
  }

  private static boolean isQuiet(String kind) {
    return new PulseReader(jdbc)
        .read().quietKinds().stream().anyMatch(each -> each.kind().equals(kind));
  }

  /** Hours and minutes after Monday began. */
  private static Instant at(String time) {
    String[] parts = time.split(":", -1);
    long minutes = Long.parseLong(parts[1]);
    Duration hours = Duration.ofHours(Long.parseLong(parts[0]));
    return MONDAY.plus(hours).plus(Duration.ofMinutes(minutes));
  }
}
