package sale.tsh.tds.statistics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one step: counts in all, and levels at their highest. What nobody measured, or
 * what nothing happened for, is null.
 *
 * @param at when the step began
 * @param received deliveries that became an event
 * @param refused refused deliveries that the inbox kept
 * @param succeeded attempts: applied, unchanged, superseded or incomplete
 * @param averageSeconds what an attempt took
 * @param latencyP50Seconds from queued to completed: the minutes' medians, each by the weight of
 *     what succeeded in it, as are their 95th percentiles
 * @param oldestPendingSeconds how long the oldest pending event had waited; 0 where none waited
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
