package sale.tsh.tds.api.dashboard;

import java.util.List;

/**
 * The answer of {@code GET /dashboard/refused}.
 *
 * @param lastDay how many were refused in the last 24 hours by cause, the most first, also those
 *     that were only counted
 * @param deliveries those that are kept, newest first
 */
public record Refused(List<Count> lastDay, List<RefusedRow> deliveries) {

  public Refused {
    lastDay = List.copyOf(lastDay);
    deliveries = List.copyOf(deliveries);
  }

  /** The refusals of one cause. */
  public record Count(String refusal, long refused) {}
}
