package sale.tsh.tds.queue;

import org.jspecify.annotations.Nullable;

/**
 * An event whose effect is written. It is completed in the same transaction.
 *
 * @param note what was left out; null if nothing was
 */
public record Completion(ClaimedEvent event, Outcome outcome, @Nullable String note) {

  /** A completion that left nothing out. */
  public Completion(ClaimedEvent event, Outcome outcome) {
    this(event, outcome, null);
  }
}
