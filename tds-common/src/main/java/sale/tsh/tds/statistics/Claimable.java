package sale.tsh.tds.statistics;

import java.time.Duration;

/**
 * The pending events whose kind is not paused.
 *
 * @param oldest how long the oldest has been queued; zero if there is none
 */
public record Claimable(long pending, Duration oldest) {}
