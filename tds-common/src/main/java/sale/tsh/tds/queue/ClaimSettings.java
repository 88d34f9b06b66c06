package sale.tsh.tds.queue;

import java.time.Duration;

/**
 * The owner, size and lease of a claim.
 *
 * @param owner names the worker process to operators
 * @param limit the most events of one claim
 * @param lease how long the owner may hold them without renewing
 */
public record ClaimSettings(String owner, int limit, Duration lease) {}
