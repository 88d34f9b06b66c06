package sale.tsh.tds.queue;

import java.time.Instant;

/** A kind whose events are not claimed. */
public record PausedKind(String kind, Instant pausedAt, String pausedBy) {}
