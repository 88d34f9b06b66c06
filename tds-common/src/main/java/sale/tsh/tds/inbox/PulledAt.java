package sale.tsh.tds.inbox;

import java.time.Instant;

/**
 * The place of a pulled delivery among all deliveries, drawn before Zoho was asked.
 *
 * @param time by the database's clock
 */
public record PulledAt(long arrival, Instant time) {}
