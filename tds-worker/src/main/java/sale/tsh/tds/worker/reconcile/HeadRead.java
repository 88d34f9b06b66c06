package sale.tsh.tds.worker.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.kind.ApiResource.ListOrder;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.worker.reconcile.FetchList.Fetch;
import sale.tsh.tds.worker.reconcile.PullStates.PullState;
import sale.tsh.tds.worker.zoho.CallDeniedException;
import sale.tsh.tds.worker.zoho.ListRow;
import sale.tsh.tds.worker.zoho.ListedPage;
import sale.tsh.tds.worker.zoho.ZohoException;
import sale.tsh.tds.worker.zoho.ZohoRecords;

/**
 * Reads the newest changes of a kind, newest first, back to the last one that was read and a little
 * behind it. An edit moves a record to the front, so no edit can hide another one. Only Zoho's own
 * times move the cursor.
 */
final class HeadRead {

  private static final Logger log = LoggerFactory.getLogger(HeadRead.class);

  /** After so many pages the next sweep finds the rest. */
  private static final int MOST_PAGES = 50;

  /** A time that is further ahead of Zoho's clock is wrong, such as one of another century. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final TransactionTemplate transactions;
  private final ZohoRecords zoho;
  private final MirrorComparison comparison;
  private final FetchList list;
  private final PullStates states;
  private final PullSettings settings;
  private final InstantSource clock;

  HeadRead(
      TransactionTemplate transactions,
      ZohoRecords zoho,
      MirrorComparison comparison,
      FetchList list,
      PullStates states,
      PullSettings settings,
      InstantSource clock) {
    this.transactions = transactions;
    this.zoho = zoho;
    this.comparison = comparison;
    this.list = list;
    this.states = states;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Reads the newest changes. The first time it only notes where they begin, because the sweep
   * reads all records then.
   *
   * @param zohoTime the time by Zoho's clock
   */
  void read(Kind kind, PullState state, Instant zohoTime)
      throws ZohoException, CallDeniedException, InterruptedException {
    Instant latest = zohoTime.plus(AHEAD);
    Optional<Instant> end =
        state
            .cursor()
            .filter(cursor -> !cursor.isAfter(latest))
            .map(cursor -> cursor.minus(settings.overlap()));
    List<ListRow> rows = new ArrayList<>();
    boolean more = true;
    for (int page = 1; more && page <= MOST_PAGES; page++) {
      ListedPage read = zoho.page(kind, Optional.of(ListOrder.MODIFIED), page, 0);
      if (!read.sorted()) {
        states.tested(kind, ListOrder.MODIFIED, false, clock.instant());
        log.info("Zoho does not sort {} by change; sweeps alone find their changes", kind.name());
        return;
      }
      rows.addAll(read.rows());
      more = end.isPresent() && read.hasMore() && !reaches(read, end.get());
    }
    keep(kind, rows, end, latest);
  }

  private static FetchReason reason(Comparison comparison) {
    return switch (comparison) {
      case MISSING, DELETED, OUTDATED -> FetchReason.CHANGED;
      case DIFFERENT, UNTIMED, STALE, SAME -> FetchReason.of(comparison);
    };
  }

  private static boolean reaches(ListedPage page, Instant end) {
    return page.rows().getLast().modified().filter(end::isAfter).isPresent();
  }

  /**
   * Notes what differs and moves the cursor, in one transaction. A wrong time moves no cursor,
   * since all later changes would be behind it.
   */
  private void keep(Kind kind, List<ListRow> rows, Optional<Instant> end, Instant latest) {
    Instant now = clock.instant();
    List<ListRow> recent =
        rows.stream()
            .filter(row ->
                end.isPresent()
                    && row.modified().filter(time -> !time.isBefore(end.get())).isPresent())
            .toList();
    Map<String, Comparison> compared =
        recent.isEmpty() ? Map.of() : comparison.compare(kind, recent, 0);
    List<Fetch> differing =
        recent.stream()
            .filter(row -> compared.get(row.id()) != Comparison.SAME)
            .map(row ->
                Fetch.of(kind, row, reason(compared.getOrDefault(row.id(), Comparison.MISSING))))
            .distinct()
            .toList();
    Set<String> refused = list.alreadyRefused(differing);
    List<Fetch> changed =
        differing.stream().filter(fetch -> !refused.contains(fetch.id())).toList();
    Optional<Instant> newest =
        rows.stream()
            .flatMap(row -> row.modified().stream())
            .filter(time -> !time.isAfter(latest))
            .findFirst();
    transactions.executeWithoutResult(status -> {
      list.add(changed, now, now.plus(settings.patience()));
      states.tested(kind, ListOrder.MODIFIED, true, now);
      states.headRead(kind, newest, latest, now);
    });
    if (!changed.isEmpty()) {
      log.info("{} {} changed in Zoho and differ here", changed.size(), kind.name());
    }
  }
}
