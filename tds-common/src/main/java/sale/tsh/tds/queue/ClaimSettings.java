package sale.tsh.tds.queue;

import java.time.Duration;

/**
 * Who claims, how much and for how long.
 *
 * @param owner names the worker process to operators
 * @param limit the most events of one claim
 * @param lease how long the owner may hold them without renewing
 */
public record ClaimSettings(String owner, int limit, Duration lease) {}
