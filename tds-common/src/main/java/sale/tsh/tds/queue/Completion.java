package sale.tsh.tds.queue;

/** An event whose effect is written and that is to be completed in the same transaction. */
public record Completion(ClaimedEvent event, Outcome outcome) {}
