package sale.tsh.tds.queue;

/** An event whose effect is written. It is completed in the same transaction. */
public record Completion(ClaimedEvent event, Outcome outcome) {}
