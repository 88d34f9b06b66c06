package sale.tsh.tds.api.dashboard.reconciliation;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static sale.tsh.tds.persistence.SqlArrays.array;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.kind.ApiResource.ListOrder;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.pull.LostWebhooks;

/** Reads what the worker knows of Zoho's lists and of its calls. Call it in a transaction. */
@Component
class ReconciliationReader {

  /** So many rows of a table are counted, and of a larger table none are. */
  private static final int MOST_COUNTED = 50_000;

  /** The kinds that Zoho's API offers. */
  private static final List<Kind> KINDS = KindCatalogue.listedKinds();

  private final JdbcClient jdbc;

  ReconciliationReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  ReconciliationStatus read() {
    return organization()
        .map(found -> new ReconciliationStatus(kinds(found), drift(found), found.api()))
        .orElseGet(() ->
            new ReconciliationStatus(
                KINDS.stream().map(kind -> ReconciledKind.off(kind.name())).toList(),
                List.of(),
                ApiStanding.NOT_SET_UP));
  }

  /** The organisation of this installation, which is the one that was called last. */
  private Optional<Organization> organization() {
    return jdbc.sql(
            """
            select organization_id, daily_limit, share, clock_ahead_ms,
                   case when resets_at > now() then remaining end as remaining,
                   case when resets_at > now() then calls_today else 0 end as calls_today,
                   case when resets_at > now() then resets_at end as resets_at,
                   case when paused_until > now() and isfinite(paused_until) then paused_until end as paused_until,
                   coalesce(paused_until = 'infinity', false) as paused_until_resumed,
                   case when paused_until > now() then paused_reason end as paused_reason
              from tds_pull_budgets
             order by updated_at desc
             limit 1
            """)
        .query((row, number) ->
            new Organization(
                row.getString("organization_id"),
                ApiStanding.of(
                    row.getObject("daily_limit", Integer.class),
                    row.getObject("remaining", Integer.class),
                    row.getObject("share", Integer.class),
                    row.getInt("calls_today"),
                    instant(row, "resets_at"),
                    instant(row, "paused_until"),
                    row.getBoolean("paused_until_resumed"),
                    row.getString("paused_reason"),
                    row.getObject("clock_ahead_ms", Long.class))))
        .optional();
  }

  private record Organization(String id, ApiStanding api) {}

  private List<ReconciledKind> kinds(Organization organization) {
    Map<String, MirrorCount> counts = counts();
    Map<String, Integer> lost =
        LostWebhooks.read(jdbc).stream().collect(toMap(LostWebhooks::kind, LostWebhooks::lost));
    return jdbc.sql(
            """
            select k.kind, s.last_head_at, s.cursor_time, s.last_sweep_at, s.modified_order,
                   s.created_order, s.row_times, s.time_filter,
                   case when s.paused_until > now() then s.paused_until end as paused_until,
                   case when s.paused_until > now() then s.paused_reason
                        when p.paused_by is not null then 'paused by ' || p.paused_by end as paused_reason,
                   sweep.mirror_rows, sweep.zoho_rows, sweep.missing, sweep.outdated, sweep.different, sweep.extra,
                   running.started_at as sweeping_since, ended.failure,
                   coalesce(waiting.to_fetch, 0) as to_fetch, coalesce(waiting.filling, false) as filling,
                   coalesce(waiting.candidates, 0) as candidates
              from unnest(:kinds) with ordinality as k (kind, place)
              left join tds_pull_states s on s.organization_id = :organization and s.kind = k.kind
              left join tds_paused_kinds p on p.entity_type = k.kind
              left join lateral (
                select * from tds_pull_sweeps
                 where organization_id = :organization and kind = k.kind and ended_at is not null and failure is null
                 order by ended_at desc limit 1) sweep on true
              left join lateral (
                select failure from tds_pull_sweeps
                 where organization_id = :organization and kind = k.kind and ended_at is not null
                 order by ended_at desc limit 1) ended on true
              left join tds_pull_sweeps running
                on running.organization_id = :organization and running.kind = k.kind and running.ended_at is null
              left join (
                select kind, count(*) filter (where held_back) as candidates,
                       count(*) filter (where not held_back) as to_fetch, bool_or(reason = 'backfill') as filling
                  from tds_pull_fetches
                 where organization_id = :organization
                 group by kind) waiting on waiting.kind = k.kind
             order by k.place
            """)
        .param("organization", organization.id())
        .param("kinds", array(KINDS, Kind::name))
        .query((row, number) -> kind(row, counts, lost, organization.api()))
        .list();
  }

  private static ReconciledKind kind(
      ResultSet row, Map<String, MirrorCount> counts, Map<String, Integer> lost, ApiStanding api)
      throws SQLException {
    Kind kind = KindCatalogue.kindOf(row.getString("kind"));
    MirrorCount count = counts.getOrDefault(kind.name(), MirrorCount.NONE);
    Long swept = row.getObject("mirror_rows", Long.class);
    return new ReconciledKind(
        kind.name(),
        state(row, api),
        count.rows() > MOST_COUNTED && swept != null ? swept : Long.valueOf(count.rows()),
        row.getObject("zoho_rows", Integer.class),
        row.getObject("missing", Integer.class),
        row.getObject("outdated", Integer.class),
        row.getObject("different", Integer.class),
        row.getObject("extra", Integer.class),
        row.getLong("candidates"),
        row.getLong("to_fetch"),
        count.stale(),
        lost.getOrDefault(kind.name(), 0),
        instant(row, "last_head_at"),
        instant(row, "cursor_time"),
        instant(row, "last_sweep_at"),
        instant(row, "sweeping_since"),
        order(kind, ListOrder.MODIFIED, row.getString("modified_order")),
        order(kind, ListOrder.CREATED, row.getString("created_order")),
        tested(row.getString("row_times")),
        tested(row.getString("time_filter")),
        instant(row, "paused_until"),
        row.getString("paused_reason"),
        row.getString("failure"));
  }

  private static KindState state(ResultSet row, ApiStanding api) throws SQLException {
    if (api.paused() || row.getString("paused_reason") != null) {
      return KindState.PAUSED;
    }
    if (row.getLong("candidates") > 0) {
      return KindState.HELD;
    }
    if (row.getTimestamp("sweeping_since") != null) {
      return KindState.SWEEPING;
    }
    if (row.getBoolean("filling")) {
      return KindState.FILLING;
    }
    if (row.getTimestamp("last_sweep_at") == null) {
      return KindState.WAITING;
    }
    int found =
        row.getInt("missing")
            + row.getInt("outdated")
            + row.getInt("different")
            + row.getInt("extra");
    if (found == 0) {
      return KindState.TRUE;
    }
    return row.getLong("to_fetch") > 0 ? KindState.DRIFTED : KindState.HEALED;
  }

  private static String order(Kind kind, ListOrder order, @Nullable String tested) {
    return kind.isSortedBy(order) ? tested(tested) : "none";
  }

  private static String tested(@Nullable String found) {
    return Optional.ofNullable(found).orElse("untested");
  }

  /** Sweeps of an empty mirror find everything missing, which is no drift. */
  private List<DriftWeek> drift(Organization organization) {
    return jdbc.sql(
            """
            select kind, date_trunc('week', ended_at at time zone 'UTC')::date as week, count(*) as sweeps,
                   sum(missing) as missing, sum(outdated) as outdated, sum(different) as different, sum(extra) as extra
              from tds_pull_sweeps
             where organization_id = :organization and ended_at >= now() - interval '1 year'
               and failure is null and mirror_rows > 0 and missing + outdated + different + extra > 0
             group by kind, week
             order by week desc, kind
            """)
        .param("organization", organization.id())
        .query((row, number) ->
            new DriftWeek(
                row.getString("kind"),
                row.getObject("week", LocalDate.class),
                row.getInt("sweeps"),
                row.getLong("missing"),
                row.getLong("outdated"),
                row.getLong("different"),
                row.getLong("extra")))
        .list();
  }

  /** Counts the records that a sweep counts, and the stale ones, which an index holds. */
  private Map<String, MirrorCount> counts() {
    Map<String, MirrorCount> counts = new HashMap<>();
    jdbc.sql(KINDS.stream().map(ReconciliationReader::countSql).collect(joining(" union all ")))
        .query(row -> {
          counts.put(
              row.getString("kind"), new MirrorCount(row.getLong("live"), row.getLong("stale")));
        });
    return counts;
  }

  private record MirrorCount(long rows, long stale) {

    static final MirrorCount NONE = new MirrorCount(0, 0);
  }

  /** Names of tables come from the catalogue alone. */
  private static String countSql(Kind kind) {
    return """
    select '%1$s' as kind,
           (select count(*) from (
              select from zoho.%2$s where deleted_at is null and record is not null limit %3$d) m) as live,
           (select count(*) from (
              select from zoho.%2$s where stale_since is not null and deleted_at is null limit 10001) m) as stale
    """
        .formatted(kind.name(), kind.table(), MOST_COUNTED + 1);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
