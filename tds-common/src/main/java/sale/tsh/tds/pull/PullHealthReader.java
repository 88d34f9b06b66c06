package sale.tsh.tds.pull;

import static sale.tsh.tds.persistence.SqlAges.age;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the {@link PullHealth} of the organisation that was called last, which is the one of this
 * installation. Call it in a transaction.
 */
public final class PullHealthReader {

  private static final String ORGANIZATION =
      """
      with organization as (select * from tds_pull_budgets order by updated_at desc limit 1)
      """;

  private final JdbcClient jdbc;

  public PullHealthReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How pulling goes at this moment. */
  public PullHealth read() {
    List<LostWebhooks> lost = LostWebhooks.read(jdbc);
    List<String> drifted = driftedKinds();
    Optional<PullHealth.HeadAge> oldestHead = oldestHead();
    Optional<PullHealth.DayCalls> calls = calls();
    return jdbc.sql(
            ORGANIZATION
                + """
                select (select paused_reason from organization
                         where paused_until = 'infinity' and paused_credentials is not null) as stopped,
                       (select extract(epoch from resets_at - now()) from organization
                         where resets_at > now()
                           and (calls_today >= share or remaining <= daily_limit / 10)) as spent,
                       (select coalesce(array_agg(distinct missing_scope order by missing_scope), '{}')
                          from organization join tds_pull_states using (organization_id)
                         where missing_scope is not null) as scopes,
                       (select abs(clock_ahead_ms) / 1000.0 from organization
                         where updated_at > now() - interval '1 day') as clock,
                       count(*) as held,
                       coalesce(array_agg(distinct kind order by kind), '{}') as kinds
                  from tds_pull_fetches
                 where held_back
                """)
        .query((row, number) ->
            new PullHealth(
                Optional.ofNullable(row.getString("stopped")),
                row.getLong("held"),
                texts(row, "kinds"),
                lost,
                drifted,
                age(row, "spent").orElse(Duration.ZERO),
                oldestHead,
                calls,
                texts(row, "scopes"),
                age(row, "clock").orElse(Duration.ZERO)))
        .single();
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private Optional<PullHealth.DayCalls> calls() {
    return jdbc.sql(
            ORGANIZATION
                + """
                select daily_limit, case when resets_at > now() then remaining end as remaining,
                       case when resets_at > now() then calls_today else 0 end as made,
                       coalesce(paused_until > now(), false) as paused
                  from organization
                """)
        .query((row, number) ->
            new PullHealth.DayCalls(
                Optional.ofNullable(row.getObject("daily_limit", Integer.class)),
                Optional.ofNullable(row.getObject("remaining", Integer.class)),
                row.getInt("made"),
                row.getBoolean("paused")))
        .optional();
  }

  /**
   * Only what head reads should have found is drift, so a kind that Zoho does not sort by change
   * has none. What an earlier sweep found must be fetched, since it would be found again.
   */
  private List<String> driftedKinds() {
    return jdbc.sql(
            ORGANIZATION
                + """
                select s.kind
                  from organization o
                  join tds_pull_states s on s.organization_id = o.organization_id and s.modified_order = 'honoured'
                  join lateral (
                    select * from tds_pull_sweeps
                     where organization_id = s.organization_id and kind = s.kind and ended_at is not null
                       and failure is null
                     order by ended_at desc limit 1) last on last.missing + last.outdated > greatest(2, last.mirror_rows / 1000)
                  join lateral (
                    select * from tds_pull_sweeps
                     where organization_id = s.organization_id and kind = s.kind and ended_at is not null
                       and failure is null and started_at <= last.started_at - interval '12 hours'
                     order by ended_at desc limit 1) before
                    on before.missing + before.outdated > greatest(2, before.mirror_rows / 1000)
                 where not exists (
                   select from tds_pull_fetches f
                    where f.organization_id = s.organization_id and f.kind = s.kind and f.reason <> 'gone'
                      and f.found_at < last.started_at)
                 order by s.kind
                """)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** A pause that an operator must end has its own alert, or the operator knows of it. */
  private Optional<PullHealth.HeadAge> oldestHead() {
    return jdbc.sql(
            ORGANIZATION
                + """
                select s.kind, extract(epoch from now() - s.last_head_at) as age,
                       extract(epoch from now() - s.last_head_at) * 1000 / greatest(o.head_interval_ms, 600000) as intervals
                  from organization o
                  join tds_pull_states s on s.organization_id = o.organization_id and s.modified_order = 'honoured'
                 where o.paused_until is distinct from 'infinity' and o.head_interval_ms is not null
                   and s.last_head_at < now()
                   and not exists (select from tds_paused_kinds p where p.entity_type = s.kind)
                 order by s.last_head_at
                 limit 1
                """)
        .query((row, number) ->
            new PullHealth.HeadAge(
                row.getString("kind"),
                age(row, "age").orElse(Duration.ZERO),
                row.getDouble("intervals")))
        .optional();
  }
}
