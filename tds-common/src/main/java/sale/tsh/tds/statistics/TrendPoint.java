package sale.tsh.tds.statistics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one step. Counts are totals. Levels, such as {@code pending} and {@code
 * oldestPendingSeconds}, are the highest of the step. A value is null if nobody measured it, or if
 * nothing happened to measure.
 *
 * @param at when the step began
 * @param received deliveries that became an event
 * @param refused refused deliveries that the inbox kept
 * @param succeeded attempts: applied, unchanged, superseded or incomplete
 * @param averageSeconds how long an attempt took
 * @param latencyP50Seconds from queued to completed: the medians of the minutes, weighted by the
 *     successes of each minute; the 95th percentiles likewise
 * @param oldestPendingSeconds how long the oldest pending event had waited; 0 if none was pending
 */
public record TrendPoint(
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
    @Nullable Double oldestPendingSeconds) {}
