package sale.tsh.tds.api.dashboard.trend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.statistics.TrendPoint;

/** A point of {@code GET /dashboard/trends}, with seconds rounded to milliseconds. */
record TrendRow(
    Instant at,
    long received,
    long refused,
    long succeeded,
    long failed,
    @Nullable Double averageSeconds,
    @Nullable Double latencyP50Seconds,
    @Nullable Double latencyP95Seconds,
    @Nullable Long pending,
    @Nullable Long waitingRetry,
    @Nullable Long deadLetter,
    @Nullable Double oldestPendingSeconds) {

  static TrendRow of(TrendPoint point) {
    return new TrendRow(
        point.at(),
        point.received(),
        point.refused(),
        point.succeeded(),
        point.failed(),
        rounded(point.averageSeconds()),
        rounded(point.latencyP50Seconds()),
        rounded(point.latencyP95Seconds()),
        point.pending(),
        point.waitingRetry(),
        point.deadLetter(),
        rounded(point.oldestPendingSeconds()));
  }

  private static @Nullable Double rounded(@Nullable Double seconds) {
    return seconds == null ? null : Math.round(seconds * 1_000) / 1_000.0;
  }
}
