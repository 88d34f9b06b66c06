package sale.tsh.tds.queue;

import java.time.Duration;

/**
 * An attempt that failed.
 *
 * @param error what went wrong, for the operator
 * @param payload the record as JSON that {@code jsonb} takes, which a dead letter keeps
 */
public record Failure(ClaimedEvent event, String error, String payload, Duration duration) {}
