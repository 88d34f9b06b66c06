package sale.tsh.tds.worker.reconcile;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.inbox.PulledAt;
import sale.tsh.tds.kind.ApiResource.Bulk;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.worker.reconcile.FetchList.Fetch;
import sale.tsh.tds.worker.zoho.CallDeniedException;
import sale.tsh.tds.worker.zoho.ZohoException;
import sale.tsh.tds.worker.zoho.ZohoFault;
import sale.tsh.tds.worker.zoho.ZohoRecords;
import tools.jackson.databind.node.ObjectNode;

/** Fetches the records of the list one after another, and delivers them. */
final class RecordFetch {

  private static final Logger log = LoggerFactory.getLogger(RecordFetch.class);

  /**
   * Pulled events that are not done, at most. So the figures of the queue stay those of webhooks.
   */
  private static final int MOST_UNFINISHED = 100;

  /** Below the 5 of webhooks. */
  static final int HEAL_PRIORITY = 6;

  private static final int BACKFILL_PRIORITY = 9;
  static final int QUICK_TRIES = 3;
  private static final Duration QUICK_RETRY = Duration.ofMinutes(1);
  private static final Duration SLOW_RETRY = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final ZohoRecords zoho;
  private final FetchList list;
  private final PulledRecords pulled;
  private final PullStates states;
  private final InstantSource clock;

  RecordFetch(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      ZohoRecords zoho,
      FetchList list,
      PulledRecords pulled,
      PullStates states,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.zoho = zoho;
    this.list = list;
    this.pulled = pulled;
    this.states = states;
    this.clock = clock;
  }

  /**
   * Fetches the next record, or the next ones in bulk. Returns whether anything was due.
   *
   * @param from the most urgent priority to look at
   * @param to the least urgent one
   * @param reserve the calls of today that are kept for more urgent uses
   */
  boolean fetchNext(int from, int to, Set<String> kinds, int reserve)
      throws CallDeniedException, ZohoException, InterruptedException {
    List<Fetch> next = list.next(from, to, kinds, clock.instant(), Bulk.MOST);
    int room = next.isEmpty() ? 0 : MOST_UNFINISHED - unfinished();
    if (room <= 0) {
      return false;
    }
    Fetch first = next.getFirst();
    boolean bulk =
        first.reason() != FetchReason.GONE
            && first.kind().apiResource().flatMap(each -> each.bulkList()).isPresent();
    List<Fetch> chosen = bulk ? next.subList(0, Math.min(room, next.size())) : List.of(first);
    List<Fetch> settled = chosen.stream().filter(this::isSettled).toList();
    if (!settled.isEmpty()) {
      transactions.executeWithoutResult(status -> settled.forEach(list::done));
    } else if (bulk) {
      fetchInBulk(first.kind(), chosen, reserve);
    } else {
      fetch(first, reserve);
    }
    return true;
  }

  private int unfinished() {
    return jdbc.sql(
            """
            select count(*)
              from (select from tds_sync_queue
                     where priority > 5 and status in ('pending', 'processing', 'retry')
                     limit :most) waiting
            """)
        .param("most", MOST_UNFINISHED)
        .query(Integer.class)
        .single();
  }

  /** Whether a webhook has brought the record meanwhile. */
  private boolean isSettled(Fetch fetch) {
    return switch (fetch.reason()) {
      case CHANGED, MISSING, OUTDATED, BACKFILL ->
          fetch.listed().isPresent() && hasVersion(fetch, fetch.listed().get());
      case REQUESTED, STALE, DIFFERENT, GONE -> false;
    };
  }

  private boolean hasVersion(Fetch fetch, Instant version) {
    Kind kind = fetch.kind();
    return jdbc.sql(
            """
            select m.deleted_at is null and m.stale_since is null and m.record is not null
                   and coalesce(m.last_modified_time >= :version, false)
              from zoho.%s m where %s
            """
                .formatted(kind.table(), kind.isRecord("m", ":id")))
        .param("version", Timestamp.from(version))
        .param("id", fetch.id())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private void fetch(Fetch fetch, int reserve)
      throws CallDeniedException, ZohoException, InterruptedException {
    PulledAt at = pulled.draw();
    try {
      ObjectNode record = zoho.record(fetch.kind(), fetch.id(), reserve);
      transactions.executeWithoutResult(status -> {
        deliver(fetch, record, at);
      });
    } catch (ZohoException e) {
      if (e.fault() instanceof ZohoFault.Gone) {
        gone(fetch, at);
      } else {
        failed(List.of(fetch), e);
      }
    }
  }

  private void fetchInBulk(Kind kind, List<Fetch> fetches, int reserve)
      throws CallDeniedException, ZohoException, InterruptedException {
    PulledAt at = pulled.draw();
    Map<String, ObjectNode> records;
    try {
      records = zoho.records(kind, fetches.stream().map(Fetch::id).toList(), reserve);
    } catch (ZohoException e) {
      failed(fetches, e);
      return;
    }
    transactions.executeWithoutResult(status -> {
      for (Fetch fetch : fetches) {
        ObjectNode record = records.get(fetch.id());
        if (record == null) {
          // Only an answer about this one record says that it is gone.
          list.ask(fetch, FetchReason.GONE);
        } else {
          deliver(fetch, record, at);
        }
      }
    });
  }

  private void deliver(Fetch fetch, ObjectNode record, PulledAt at) {
    PullAnswer answer =
        pulled.deliver(fetch.kind(), fetch.id(), record, fetch.listed(), at, priority(fetch));
    list.answered(fetch, answer, at.time());
    if (answer == PullAnswer.REFUSED) {
      list.refused(fetch);
    } else {
      list.done(fetch);
    }
  }

  private void gone(Fetch fetch, PulledAt at) {
    transactions.executeWithoutResult(status -> {
      if (pulled.deliverDeletion(fetch.kind(), fetch.id(), at, HEAL_PRIORITY)) {
        log.info("Zoho no longer has {} {}", fetch.kind().name(), fetch.id());
      }
      list.answered(fetch, PullAnswer.GONE, at.time());
      list.done(fetch);
    });
  }

  private void failed(List<Fetch> fetches, ZohoException e) throws ZohoException {
    Instant now = clock.instant();
    Kind kind = fetches.getFirst().kind();
    if (e.fault() instanceof ZohoFault.ScopeMissing) {
      states.pause(kind, now, Reconciliation.REFUSED_PAUSE, e.fault());
      fetches.forEach(fetch -> list.putOff(fetch, e.fault().text(), now));
      return;
    }
    for (Fetch fetch : fetches) {
      Duration delay = fetch.tries() < QUICK_TRIES ? QUICK_RETRY : SLOW_RETRY;
      list.putOff(fetch, e.fault().text(), now.plus(delay));
    }
    throw e;
  }

  private static int priority(Fetch fetch) {
    return fetch.reason() == FetchReason.BACKFILL ? BACKFILL_PRIORITY : HEAL_PRIORITY;
  }
}
