package sale.tsh.tds.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * What a bulk action is to do.
 *
 * @param cap the most dead letters to take, the oldest first
 * @param rate dead letters closed per second
 * @param discardReason why it discards them; null to redrive them
 */
public record BulkPlan(BulkFilter filter, int cap, int rate, @Nullable String discardReason) {

  /** A plan as an operator reads it in the audit trail. */
  public String text() {
    String text = "%s, at most %d, %d a second".formatted(filter.text(), cap, rate);
    return discardReason == null ? text : "%s – %s".formatted(discardReason, text);
  }
}
