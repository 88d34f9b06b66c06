package sale.tsh.tds.worker.reconcile;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.inbox.PulledAt;
import sale.tsh.tds.kind.ApiResource.ListOrder;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.worker.reconcile.FetchList.Fetch;
import sale.tsh.tds.worker.reconcile.PullStates.PullState;
import sale.tsh.tds.worker.zoho.CallDeniedException;
import sale.tsh.tds.worker.zoho.ListRow;
import sale.tsh.tds.worker.zoho.ListedPage;
import sale.tsh.tds.worker.zoho.ZohoException;
import sale.tsh.tds.worker.zoho.ZohoRecords;

/**
 * Compares a kind's whole list with the mirror, a page at a time. It finds lost creations, lost
 * edits, deletions and drift, whatever Zoho's sort does. A row of {@code tds_pull_sweeps} holds the
 * next page, so a sweep goes on where a process died.
 *
 * <p>A record that the list lacks is only a candidate for deletion. Zoho must say of each that it
 * does not exist. If there are too many, they wait for an operator.
 */
final class Sweep {

  private static final Logger log = LoggerFactory.getLogger(Sweep.class);

  /** So many candidates are never too many. */
  private static final int FEW = 10;

  /** Nor is this percentage of the mirror's records. */
  private static final int FEW_PERCENT = 2;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final ZohoRecords zoho;
  private final MirrorComparison comparison;
  private final FetchList list;
  private final PulledRecords pulled;
  private final PullStates states;
  private final String organization;
  private final Duration patience;
  private final InstantSource clock;

  Sweep(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      ZohoRecords zoho,
      MirrorComparison comparison,
      FetchList list,
      PulledRecords pulled,
      PullStates states,
      String organization,
      Duration patience,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.zoho = zoho;
    this.comparison = comparison;
    this.list = list;
    this.pulled = pulled;
    this.states = states;
    this.organization = organization;
    this.patience = patience;
    this.clock = clock;
  }

  private record Running(long id, long arrival, int nextPage, boolean fillsEmpty) {}

  /** Begins a sweep of this kind, unless one is running. Returns whether it began. */
  boolean begin(Kind kind) {
    PulledAt at = pulled.draw();
    return jdbc.sql(
                """
                insert into tds_pull_sweeps (organization_id, kind, started_at, arrival, mirror_rows)
                select :organization, :kind, :started, :arrival, count(*)
                  from zoho.%s m where m.deleted_at is null and m.record is not null
                on conflict (organization_id, kind) where ended_at is null do nothing
                """
                    .formatted(kind.table()))
            .param("organization", organization)
            .param("kind", kind.name())
            .param("started", Timestamp.from(at.time()))
            .param("arrival", at.arrival())
            .update()
        > 0;
  }

  /** The kinds whose sweep has further pages to read. */
  Set<String> listing() {
    return kinds("listed_at is null");
  }

  private Set<String> kinds(String condition) {
    return Set.copyOf(
        jdbc.sql(
                """
                select kind from tds_pull_sweeps
                 where organization_id = :organization and ended_at is null and
                """
                    + condition)
            .param("organization", organization)
            .query((row, number) -> row.getString(1))
            .list());
  }

  private Optional<Running> running(Kind kind) {
    return jdbc.sql(
            """
            select id, arrival, next_page, mirror_rows
              from tds_pull_sweeps
             where organization_id = :organization and kind = :kind and ended_at is null
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .query((row, number) ->
            new Running(
                row.getLong("id"),
                row.getLong("arrival"),
                row.getInt("next_page"),
                row.getLong("mirror_rows") == 0))
        .optional();
  }

  /** Reads and compares the next page of the running sweep. */
  void readPage(Kind kind, PullState state, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    Running sweep = running(kind).orElseThrow();
    Optional<ListOrder> order =
        Optional.of(ListOrder.CREATED)
            .filter(kind::isSortedBy)
            .filter(by -> state.mayAskFor(by, clock.instant()));
    PulledAt at = pulled.draw();
    ListedPage page = zoho.page(kind, order, sweep.nextPage(), reserve);
    if (order.isPresent()) {
      states.tested(kind, order.get(), page.sorted(), clock.instant());
      if (!page.sorted() && sweep.nextPage() > 1) {
        abort(
            kind,
            "Zoho sorted page %d otherwise than the pages before".formatted(sweep.nextPage()));
        return;
      }
    }
    Map<String, Comparison> compared =
        page.rows().isEmpty() ? Map.of() : comparison.compare(kind, page.rows(), sweep.arrival());
    transactions.executeWithoutResult(status -> {
      if (!turnPage(sweep, page, compared)) {
        return;
      }
      states.listed(kind, sweep.nextPage(), page.rows());
      list.removeGone(kind, page.rows().stream().map(ListRow::id).toList());
      List<String> unchecked = noteListed(kind, sweep, page.rows());
      List<ListRow> differing =
          page.rows().stream()
              .filter(row -> isFetched(compared.get(row.id()), unchecked.contains(row.id())))
              .toList();
      if (kind.rowIsRecord()) {
        differing.forEach(row ->
            pulled.deliver(
                kind, row.id(), row.json(), row.modified(), at, RecordFetch.HEAL_PRIORITY));
      } else {
        fetchLater(kind, sweep, differing, compared);
      }
      if (!page.hasMore()) {
        endListing(kind, sweep);
      }
    });
  }

  private void fetchLater(
      Kind kind, Running sweep, List<ListRow> rows, Map<String, Comparison> compared) {
    Instant now = clock.instant();
    List<Fetch> fetches =
        rows.stream()
            .map(row ->
                Fetch.of(
                    kind,
                    row,
                    sweep.fillsEmpty()
                        ? FetchReason.BACKFILL
                        : FetchReason.of(compared.getOrDefault(row.id(), Comparison.MISSING))))
            .toList();
    list.add(fetches, now, sweep.fillsEmpty() ? now : now.plus(patience));
  }

  /** Counts the page. Returns false if another process has read it. */
  private boolean turnPage(Running sweep, ListedPage page, Map<String, Comparison> compared) {
    return jdbc.sql(
                """
                update tds_pull_sweeps
                   set next_page = next_page + 1, pages_read = pages_read + 1, zoho_rows = zoho_rows + :rows,
                       missing = missing + :missing, outdated = outdated + :outdated, different = different + :different
                 where id = :id and next_page = :page and ended_at is null
                """)
            .param("rows", page.rows().size())
            .param(
                "missing",
                count(compared, Comparison.MISSING) + count(compared, Comparison.DELETED))
            .param("outdated", count(compared, Comparison.OUTDATED))
            .param("different", count(compared, Comparison.DIFFERENT))
            .param("id", sweep.id())
            .param("page", sweep.nextPage())
            .update()
        > 0;
  }

  private static long count(Map<String, Comparison> compared, Comparison one) {
    return compared.values().stream().filter(one::equals).count();
  }

  /**
   * A row that a fetch has checked as it is says nothing new, unless it has no time or was deleted
   * here since.
   */
  private static boolean isFetched(@Nullable Comparison comparison, boolean unchecked) {
    return comparison == Comparison.UNTIMED
        || comparison == Comparison.DELETED
        || (comparison != Comparison.SAME && unchecked);
  }

  /** Notes that the sweep has seen the rows. Returns the ids that no fetch has checked. */
  private List<String> noteListed(Kind kind, Running sweep, List<ListRow> rows) {
    return jdbc.sql(
            """
            insert into tds_pull_listed as l (organization_id, kind, entity_id, sweep, row_hash)
            select :organization, :kind, id, :sweep, hash
              from unnest(:ids, :hashes) as given (id, hash)
             order by id
            on conflict (organization_id, kind, entity_id) do update
               set sweep = excluded.sweep, row_hash = excluded.row_hash
            returning entity_id, checked_hash is not distinct from row_hash as checked
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .param("sweep", sweep.id())
        .param("ids", array(rows, ListRow::id))
        .param("hashes", array(rows, row -> MirrorComparison.hash(kind, row)))
        .query((row, number) -> row.getBoolean("checked") ? "" : row.getString("entity_id"))
        .list();
  }

  /** Finds what the list lacks. */
  private void endListing(Kind kind, Running sweep) {
    Instant now = clock.instant();
    List<String> extra =
        jdbc.sql(
                """
                select m.%1$s
                  from zoho.%2$s m
                 where m.deleted_at is null and m.version_arrival < :arrival
                   and not exists (
                     select from tds_pull_listed l
                      where l.organization_id = :organization and l.kind = :kind and l.entity_id = m.%1$s
                        and l.sweep = :sweep)
                """
                    .formatted(kind.key(), kind.table()))
            .param("arrival", sweep.arrival())
            .param("organization", organization)
            .param("kind", kind.name())
            .param("sweep", sweep.id())
            .query((row, number) -> row.getString(1))
            .list();
    list.add(extra.stream().map(id -> Fetch.of(kind, id, FetchReason.GONE)).toList(), now, now);
    boolean tooMany = tooMany(sweep, extra.size());
    if (tooMany) {
      list.holdBack(kind);
      log.error(
          "{} {} are missing from Zoho's list, which is too many to delete them unasked",
          extra.size(),
          kind.name());
    }
    jdbc.sql(
            """
            update tds_pull_sweeps set listed_at = :now, extra = :extra, held_back = :heldBack where id = :id
            """)
        .param("now", Timestamp.from(now))
        .param("extra", extra.size())
        .param("heldBack", tooMany ? extra.size() : 0)
        .param("id", sweep.id())
        .update();
    jdbc.sql(
            """
            delete from tds_pull_listed
             where organization_id = :organization and kind = :kind and sweep < :sweep
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .param("sweep", sweep.id())
        .update();
  }

  /** An empty list deletes nothing unasked, however few records there are. */
  private boolean tooMany(Running sweep, int extra) {
    return extra > 0
        && jdbc.sql(
                """
                select zoho_rows = 0 or :extra > greatest(:few, mirror_rows * :percent / 100)
                  from tds_pull_sweeps where id = :id
                """)
            .param("extra", extra)
            .param("few", FEW)
            .param("percent", FEW_PERCENT)
            .param("id", sweep.id())
            .query(Boolean.class)
            .single();
  }

  /** Ends sweeps whose list is read and whose deletions are confirmed or wait for an operator. */
  void endWhatIsDone() {
    kinds("listed_at is not null").stream()
        .map(KindCatalogue::kindOf)
        .filter(kind -> list.unconfirmed(kind) == 0)
        .forEach(kind -> running(kind).ifPresent(sweep -> end(kind, sweep)));
  }

  private void end(Kind kind, Running sweep) {
    transactions.executeWithoutResult(status -> {
      jdbc.sql("update tds_pull_sweeps set ended_at = :now where id = :id")
          .param("now", Timestamp.from(clock.instant()))
          .param("id", sweep.id())
          .update();
      states.swept(kind, clock.instant());
    });
  }

  /** Gives a running sweep up, because its list cannot be believed. */
  void abort(Kind kind, String failure) {
    jdbc.sql(
            """
            update tds_pull_sweeps set ended_at = :now, failure = :failure
             where organization_id = :organization and kind = :kind and ended_at is null
            """)
        .param("now", Timestamp.from(clock.instant()))
        .param("failure", failure)
        .param("organization", organization)
        .param("kind", kind.name())
        .update();
  }
}
