package sale.tsh.tds.worker.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sale.tsh.tds.kind.ApiResource.ListOrder;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.worker.reconcile.PullStates.PullState;
import sale.tsh.tds.worker.zoho.CallDeniedException;
import sale.tsh.tds.worker.zoho.ListRow;
import sale.tsh.tds.worker.zoho.ListedPage;
import sale.tsh.tds.worker.zoho.ZohoException;
import sale.tsh.tds.worker.zoho.ZohoFault;
import sale.tsh.tds.worker.zoho.ZohoRecords;

/**
 * Finds out each week what Zoho's filter by change means for each list that is sorted by change.
 * Pulling does not rely on it, because Zoho documents the filter for few kinds and its meaning for
 * none. Operators see what other programs of theirs would get.
 */
final class FilterProbe {

  private static final Duration INTERVAL = Duration.ofDays(7);

  private final ZohoRecords zoho;
  private final PullStates states;
  private final InstantSource clock;

  FilterProbe(ZohoRecords zoho, PullStates states, InstantSource clock) {
    this.zoho = zoho;
    this.states = states;
    this.clock = clock;
  }

  /**
   * Asks about the next kind that is due. Returns whether there was one.
   *
   * @param reserve the calls of today that are kept for more urgent uses
   */
  boolean probeNext(List<Kind> kinds, Map<String, PullState> known, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    Instant now = clock.instant();
    Optional<Kind> due =
        kinds.stream()
            .filter(kind ->
                Optional.ofNullable(known.get(kind.name()))
                    .filter(state -> isDue(state, now))
                    .isPresent())
            .findFirst();
    if (due.isPresent()) {
      states.probed(due.get(), meaning(due.get(), reserve), now);
    }
    return due.isPresent();
  }

  private static boolean isDue(PullState state, Instant now) {
    return state.modifiedOrder().equals("honoured")
        && state.rowTimes().equals("all")
        && state.filterTested().filter(last -> last.plus(INTERVAL).isAfter(now)).isEmpty();
  }

  /** Empty if too few records tell. A failure of the question fails nothing else. */
  private Optional<FilterMeaning> meaning(Kind kind, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    try {
      ListedPage all = zoho.page(kind, Optional.of(ListOrder.MODIFIED), 1, reserve);
      Optional<Instant> time = all.sorted() ? middle(all.rows()) : Optional.empty();
      if (time.isEmpty()) {
        return Optional.empty();
      }
      ListedPage filtered = zoho.changedSince(kind, time.get(), reserve);
      return Optional.of(FilterMeaning.of(all.rows(), filtered.rows(), time.get()));
    } catch (ZohoException e) {
      return switch (e.fault()) {
        case ZohoFault.CallRejected rejected -> Optional.of(FilterMeaning.REFUSED);
        case ZohoFault.Unbelievable odd -> Optional.of(FilterMeaning.UNCLEAR);
        case ZohoFault.ScopeMissing scope -> Optional.empty();
        case ZohoFault.Gone gone -> Optional.empty();
        default -> throw e;
      };
    }
  }

  /** A time of rows in the middle, with rows of other times before and after them. */
  private static Optional<Instant> middle(List<ListRow> rows) {
    List<Instant> times = rows.stream().flatMap(row -> row.modified().stream()).distinct().toList();
    return times.size() < 3 ? Optional.empty() : Optional.of(times.get(times.size() / 2));
  }
}
