package sale.tsh.tds.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

class TrendsTest {

  private static TestDatabase database;
  private static JdbcClient jdbc;

  private Trends trends;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
    jdbc = database.jdbc();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void clean() {
    Tables.empty(jdbc, "tds_minutes");
    trends = new Trends(jdbc);
  }

  @ParameterizedTest
  @EnumSource
  void spanIsCompleteStepsWithoutAGap(TrendSpan span) {
    Instant before = now();
    List<TrendPoint> points = trends.read(span);
    assertThat(points).hasSize(span.points());
    assertThat(points.stream().map(TrendPoint::at))
        .containsExactlyElementsOf(
            Stream.iterate(points.getFirst().at(), at -> at.plus(span.step()))
                .limit(span.points())
                .toList());
    Instant last = points.getLast().at();
    assertThat(last.toEpochMilli() % span.step().toMillis()).isZero();
    assertThat(last)
        .isBeforeOrEqualTo(now().minus(span.step()))
        .isAfter(before.minus(span.step().multipliedBy(2)).minusSeconds(40));
    assertThat(points)
        .allSatisfy(point ->
            assertThat(point)
                .isEqualTo(
                    new TrendPoint(
                        point.at(), 0, 0, 0, 0, null, null, null, null, null, null, null)));
  }

  @Test
  void minuteIsAPointOfTheHour() {
    Instant at = startOf(TrendSpan.HOUR, 30);
    jdbc.sql("insert into tds_minutes values (:at, 9, 1, 6, 2, 400, 1500, 7000, 5, 4, 3, 2.5)")
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    assertThat(trends.read(TrendSpan.HOUR))
        .contains(new TrendPoint(at, 9, 1, 6, 2, 0.05, 1.5, 7.0, 5L, 4L, 3L, 2.5))
        .filteredOn(point -> point.received() > 0)
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DAY", "WEEK"})
  void stepSumsItsMinutes(TrendSpan span) {
    Instant at = startOf(span, 100);
    Instant lastOfIt = at.plus(span.step()).minusSeconds(60);
    minute(at.minusSeconds(60), 1_000);
    minute(at, 1);
    minute(at.plusSeconds(60), 2);
    minute(lastOfIt, 4);
    minute(at.plus(span.step()), 1_000);
    TrendPoint point = pointAt(span, at);
    assertThat(List.of(point.received(), point.refused(), point.succeeded(), point.failed()))
        .containsExactly(7L, 14L, 21L, 28L);
    assertThat(point.averageSeconds()).isCloseTo(0.005 * 7 / 49, within(1e-9));
    assertThat(point.pending()).isEqualTo(4);
    assertThat(point.waitingRetry()).isEqualTo(40);
    assertThat(point.deadLetter()).isEqualTo(400);
    assertThat(point.oldestPendingSeconds()).isEqualTo(0.4);
    // 3, 6 and 12 succeeded, after one, two and four seconds.
    assertThat(point.latencyP50Seconds()).isCloseTo((3 + 12 + 48) / 21.0, within(1e-9));
    assertThat(point.latencyP95Seconds()).isCloseTo((30 + 120 + 480) / 21.0, within(1e-9));
  }

  /**
   * A minute that was written late has counts and no depths. A minute without a success has no
   * latency.
   */
  @Test
  void stepTakesAValueFromAnyOfItsMinutes() {
    Instant at = startOf(TrendSpan.DAY, 50);
    minute(at, 2);
    jdbc.sql(
            "insert into tds_minutes (minute, received, refused, succeeded, failed, duration_ms) values (:at, 1, 0, 0, 5, 25)")
        .param("at", at.plusSeconds(60).atOffset(ZoneOffset.UTC))
        .update();
    TrendPoint point = pointAt(TrendSpan.DAY, at);
    assertThat(point.received()).isEqualTo(3);
    assertThat(point.failed()).isEqualTo(13);
    assertThat(point.pending()).isEqualTo(2);
    assertThat(point.latencyP50Seconds()).isEqualTo(2);
    assertThat(point.latencyP95Seconds()).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource
  void stepsWithoutRowsStandBetweenTheOthers(TrendSpan span) {
    Instant first = startOf(span, 10);
    Instant second = startOf(span, 13);
    minute(first, 1);
    minute(second, 2);
    assertThat(
            trends.read(span).stream()
                .filter(point -> !point.at().isBefore(first) && !point.at().isAfter(second))
                .map(point -> String.valueOf(point.pending())))
        .containsExactly("1", "null", "null", "2");
  }

  @Test
  void weekIsReadByTheKeyAndAnHourReadsItsOwnMinutesOnly() {
    jdbc.sql(
            """
            insert into tds_minutes (minute, received, refused, succeeded, failed, duration_ms)
            select date_bin('1 min', now(), 'epoch') - n * interval '1 min', 1, 0, 0, 0, 0
              from generate_series(0, 200000) n
            """)
        .update();
    jdbc.sql("analyze tds_minutes").update();
    Stream.of(TrendSpan.values())
        .forEach(span -> {
          assertThat(plan(span))
              .contains("tds_minutes_pk", "Index Cond: (minute > ")
              .doesNotContain("Seq Scan on tds_minutes");
          assertThat(trends.read(span).stream().mapToLong(TrendPoint::received))
              .containsOnly(span.step().toMinutes());
        });
  }

  private static String plan(TrendSpan span) {
    return jdbc
        .sql("explain " + Trends.READ)
        .param("points", span.points())
        .param("step", span.step().toString())
        .query((row, number) -> row.getString(1))
        .stream()
        .collect(Collectors.joining("\n"));
  }

  /** The start of a step that stays in the span even if another step ends meanwhile. */
  private Instant startOf(TrendSpan span, int index) {
    return trends.read(span).get(index).at();
  }

  private TrendPoint pointAt(TrendSpan span, Instant at) {
    return trends.read(span).stream()
        .filter(point -> point.at().equals(at))
        .findFirst()
        .orElseThrow();
  }

  /** Values that are multiples of the number. */
  private static void minute(Instant at, int n) {
    jdbc.sql(
            """
            insert into tds_minutes
            values (:at, :n, 2 * :n, 3 * :n, 4 * :n, 5 * :n, 1000 * :n, 10000 * :n, :n, 10 * :n, 100 * :n, 0.1 * :n)
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("n", n)
        .update();
  }

  private static Instant now() {
    return jdbc.sql("select now()").query((row, n) -> row.getTimestamp(1).toInstant()).single();
  }
}
