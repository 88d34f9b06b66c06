package sale.tsh.tds.worker.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.kind.ApiResource.ListOrder;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.worker.reconcile.PullStates.PullState;
import sale.tsh.tds.worker.zoho.CallBudget;
import sale.tsh.tds.worker.zoho.CallDeniedException;
import sale.tsh.tds.worker.zoho.OrganizationCheck;
import sale.tsh.tds.worker.zoho.ZohoException;
import sale.tsh.tds.worker.zoho.ZohoFault;
import sale.tsh.tds.worker.zoho.ZohoRecords;

/**
 * Chooses the next call to Zoho, the most urgent first: what an operator asked for, the newest
 * changes, records that are known to be wrong, deletions, sweeps, the filling of an empty mirror,
 * and last what Zoho's filters mean. One call at a time is enough, since the day's calls are few.
 */
public final class Reconciliation {

  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

  private static final int LEAST_URGENT = FetchReason.BACKFILL.priority();

  /**
   * The percentage of the share that heads may take. With 600 calls 13 kinds have 27 a day each.
   */
  private static final int HEADS_PART = 60;

  /** How long a kind waits that Zoho refuses. */
  static final Duration REFUSED_PAUSE = Duration.ofHours(1);

  private static final Duration ODD_PAUSE = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);

  private final PullSettings settings;
  private final CallBudget budget;
  private final OrganizationCheck organizationCheck;
  private final JdbcClient jdbc;
  private final PullStates states;
  private final FetchList list;
  private final HeadRead headRead;
  private final Sweep sweep;
  private final RecordFetch fetch;
  private final FilterProbe filterProbe;
  private final PullRequests requests;
  private final InstantSource clock;

  /** The interval of heads that the budget's row has. */
  private Duration noted = Duration.ZERO;

  /**
   * Makes no call yet.
   *
   * @throws SettingException if the database mirrors another organisation
   */
  public Reconciliation(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Inbox inbox,
      ZohoRecords zoho,
      CallBudget budget,
      OrganizationCheck organizationCheck,
      String organization,
      PullSettings settings,
      InstantSource clock) {
    this.settings = settings;
    this.budget = budget;
    this.organizationCheck = organizationCheck;
    this.jdbc = jdbc;
    this.clock = clock;
    MirrorComparison comparison = new MirrorComparison(jdbc);
    PulledRecords pulled = new PulledRecords(jdbc, inbox);
    this.states = new PullStates(jdbc, organization);
    states.requireOneOrganization();
    this.list = new FetchList(jdbc, organization);
    this.headRead = new HeadRead(transactions, zoho, comparison, list, states, settings, clock);
    this.sweep =
        new Sweep(
            jdbc,
            transactions,
            zoho,
            comparison,
            list,
            pulled,
            states,
            organization,
            settings.patience(),
            clock);
    this.fetch = new RecordFetch(jdbc, transactions, zoho, list, pulled, states, clock);
    this.filterProbe = new FilterProbe(zoho, states, clock);
    this.requests = new PullRequests(jdbc, transactions, budget, states, list, sweep, clock);
  }

  /**
   * Makes calls until nothing is due, the budget denies one, or time is up.
   *
   * @param longest after which no further call begins
   */
  public void run(Duration longest) {
    budget.prepare();
    requests.take();
    long end = System.nanoTime() + longest.toNanos();
    try {
      organizationCheck.runIfDue();
      while (System.nanoTime() < end && step()) {
        requests.take();
      }
    } catch (CallDeniedException e) {
      log.debug("No further call to Zoho now: {}", e.getMessage());
    } catch (ZohoException e) {
      log.warn("A call to Zoho failed: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the most urgent call. Returns whether there was one. */
  private boolean step() throws CallDeniedException, ZohoException, InterruptedException {
    sweep.endWhatIsDone();
    Instant now = clock.instant();
    Map<String, PullState> known = states.all();
    List<Kind> kinds = kinds(known, now);
    Set<String> names = kinds.stream().map(Kind::name).collect(Collectors.toSet());
    if (fetch.fetchNext(
        FetchReason.REQUESTED.priority(), FetchReason.REQUESTED.priority(), names, 0)) {
      return true;
    }
    CallBudget.Standing standing = budget.standing();
    Optional<Kind> head = dueHead(kinds, known, standing, now);
    if (head.isPresent()) {
      readHead(head.get(), state(known, head.get()));
      return true;
    }
    if (fetch.fetchNext(FetchReason.CHANGED.priority(), FetchReason.GONE.priority(), names, 0)) {
      return true;
    }
    int forHeads = forHeads(kinds, standing, now);
    if (readSweep(kinds, known, forHeads, now)) {
      return true;
    }
    int forHeadsAndChanges = forHeads * 6 / 5;
    return fetch.fetchNext(LEAST_URGENT, LEAST_URGENT, names, forHeadsAndChanges)
        || filterProbe.probeNext(kinds, known, forHeadsAndChanges);
  }

  /** The kinds that can be pulled now. An operator's pause of a kind holds here too. */
  private List<Kind> kinds(Map<String, PullState> known, Instant now) {
    List<String> paused =
        jdbc.sql("select entity_type from tds_paused_kinds")
            .query((row, number) -> row.getString(1))
            .list();
    return KindCatalogue.listedKinds().stream()
        .filter(kind -> !paused.contains(kind.name()) && !state(known, kind).isPaused(now))
        .toList();
  }

  private static PullState state(Map<String, PullState> known, Kind kind) {
    return known.getOrDefault(kind.name(), PullState.NEW);
  }

  private Optional<Kind> dueHead(
      List<Kind> kinds, Map<String, PullState> known, CallBudget.Standing standing, Instant now) {
    List<Kind> sortable = sortable(kinds, known, now);
    Duration interval = headInterval(sortable.size(), standing);
    if (!interval.equals(noted)) {
      budget.note(interval);
      noted = interval;
    }
    return sortable.stream()
        .filter(kind -> isDue(state(known, kind).lastHead(), interval, now))
        .findFirst();
  }

  private List<Kind> sortable(List<Kind> kinds, Map<String, PullState> known, Instant now) {
    return kinds.stream()
        .filter(kind -> kind.isSortedBy(ListOrder.MODIFIED))
        .filter(kind -> state(known, kind).mayAskFor(ListOrder.MODIFIED, now))
        .toList();
  }

  /** The setting, or longer, so that heads take their part of the share at most. */
  private Duration headInterval(int kinds, CallBudget.Standing standing) {
    Duration affordable =
        DAY.multipliedBy(100L * kinds)
            .dividedBy(Math.max(1L, (long) HEADS_PART * standing.share()));
    return affordable.compareTo(settings.headInterval()) > 0 ? affordable : settings.headInterval();
  }

  /** A time long after now was noted before the clock was set back. */
  private static boolean isDue(Optional<Instant> last, Duration interval, Instant now) {
    return last.filter(time -> Duration.between(time, now).abs().compareTo(interval) < 0).isEmpty();
  }

  /** The calls that heads will need until the reset. */
  private int forHeads(List<Kind> kinds, CallBudget.Standing standing, Instant now) {
    Duration left = standing.resetsAt() == null ? DAY : Duration.between(now, standing.resetsAt());
    long sortable = kinds.stream().filter(kind -> kind.isSortedBy(ListOrder.MODIFIED)).count();
    Duration interval = headInterval((int) sortable, standing);
    return (int) (sortable * (left.toMillis() / Math.max(1, interval.toMillis()) + 1));
  }

  private void readHead(Kind kind, PullState state)
      throws CallDeniedException, ZohoException, InterruptedException {
    try {
      headRead.read(kind, state, budget.zohoTime());
      list.addStale(kind, settings.patience(), clock.instant());
    } catch (ZohoException e) {
      pauseIfRefused(kind, e);
    }
  }

  private boolean readSweep(
      List<Kind> kinds, Map<String, PullState> known, int reserve, Instant now)
      throws CallDeniedException, ZohoException, InterruptedException {
    Set<String> listing = sweep.listing();
    for (Kind kind : kinds) {
      PullState state = state(known, kind);
      if (listing.contains(kind.name()) || beginIfDue(kind, state, now)) {
        try {
          sweep.readPage(kind, state, reserve);
        } catch (ZohoException e) {
          pauseIfRefused(kind, e);
        }
        return true;
      }
    }
    return false;
  }

  private boolean beginIfDue(Kind kind, PullState state, Instant now) {
    if (!isDue(state.lastSweep(), settings.sweepInterval(), now) || !sweep.begin(kind)) {
      return false;
    }
    list.addStale(kind, settings.patience(), now);
    return true;
  }

  /** A kind that Zoho refuses or answers oddly waits, and the others go on. */
  private void pauseIfRefused(Kind kind, ZohoException e) throws ZohoException {
    switch (e.fault()) {
      case ZohoFault.ScopeMissing scope -> pause(kind, REFUSED_PAUSE, scope);
      case ZohoFault.CallRejected rejected -> pause(kind, REFUSED_PAUSE, rejected);
      case ZohoFault.Gone gone -> pause(kind, REFUSED_PAUSE, gone);
      case ZohoFault.Unbelievable odd -> pause(kind, ODD_PAUSE, odd);
      default -> throw e;
    }
  }

  private void pause(Kind kind, Duration pause, ZohoFault fault) {
    states.pause(kind, clock.instant(), pause, fault);
  }
}
