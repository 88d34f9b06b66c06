package sale.tsh.tds.api.dashboard.overview;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.support.KnownKinds;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.pulse.KindPulse;
import sale.tsh.tds.pulse.KindWeek;
import sale.tsh.tds.pulse.Pulse;
import sale.tsh.tds.pulse.PulseReader;
import sale.tsh.tds.statistics.QueueCounts;
import sale.tsh.tds.statistics.Statistics;

/** Reads a row for each kind, from tables of counts alone. Call it in a transaction. */
@Component
class KindTable {

  private static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0, 0);

  private final KnownKinds kinds;
  private final PulseReader pulses;
  private final Statistics statistics;
  private final PausedKindEntries pausedKinds;
  private final JdbcClient jdbc;
  private final InstantSource clock;

  KindTable(
      KnownKinds kinds,
      PulseReader pulses,
      Statistics statistics,
      PausedKindEntries pausedKinds,
      JdbcClient jdbc,
      InstantSource clock) {
    this.kinds = kinds;
    this.pulses = pulses;
    this.statistics = statistics;
    this.pausedKinds = pausedKinds;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All kinds in the order of the catalogue, then the others by name. */
  List<KindRow> read(Pulse pulse) {
    Map<String, KindPulse> pulseOf =
        pulse.kinds().stream().collect(toMap(KindPulse::kind, Function.identity()));
    Map<String, KindWeek> weekOf = pulses.week();
    Map<String, QueueCounts> countsOf = statistics.countsByKind();
    Map<String, PausedKind> pauseOf =
        pausedKinds.list().stream()
            .map(PausedKind::of)
            .collect(toMap(PausedKind::kind, Function.identity()));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    boolean pulls = pulls();
    return kinds.names().stream()
        .map(kind ->
            row(
                kind,
                pulseOf.get(kind),
                weekOf.getOrDefault(kind, KindWeek.EMPTY),
                countsOf.getOrDefault(kind, NONE),
                pauseOf.get(kind),
                today,
                pulls))
        .toList();
  }

  private static KindRow row(
      String kind,
      @Nullable KindPulse pulse,
      KindWeek week,
      QueueCounts counts,
      @Nullable PausedKind paused,
      LocalDate today,
      boolean pulls) {
    @Nullable Instant last = pulse == null ? null : pulse.lastReceivedAt().orElse(null);
    return new KindRow(
        kind,
        last,
        pulse != null && pulse.isQuiet(),
        pulse == null ? 0 : pulse.overdue(),
        days(week, today),
        counts.pending(),
        counts.retry(),
        counts.deadLetter(),
        week.refused(),
        pulls ? Integer.valueOf(pulse == null ? 0 : pulse.lost()) : null,
        paused == null ? null : paused.pausedAt(),
        paused == null ? null : paused.pausedBy());
  }

  private static List<KindRow.DayCount> days(KindWeek week, LocalDate today) {
    return IntStream.range(0, KindWeek.DAYS)
        .mapToObj(day ->
            new KindRow.DayCount(
                today.minusDays(KindWeek.DAYS - 1L - day), week.received().get(day)))
        .toList();
  }

  private boolean pulls() {
    return jdbc.sql("select exists (select from tds_pull_budgets)").query(Boolean.class).single();
  }
}
