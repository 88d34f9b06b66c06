package sale.tsh.tds.api.dashboard.refused;

import java.util.List;

/**
 * The answer of {@code GET /dashboard/refused}.
 *
 * @param lastDay how many deliveries were refused in the last 24 hours by cause, the most first.
 *     This includes deliveries that were counted but not kept
 * @param deliveries the refused deliveries that are kept, newest first
 */
public record RefusedAnswer(List<Count> lastDay, List<RefusedRow> deliveries) {

  public RefusedAnswer {
    lastDay = List.copyOf(lastDay);
    deliveries = List.copyOf(deliveries);
  }

  /** The refusals of one cause. */
  public record Count(String refusal, long refused) {}
}
