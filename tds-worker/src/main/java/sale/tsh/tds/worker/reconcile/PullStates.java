package sale.tsh.tds.worker.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.kind.ApiResource.ListOrder;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.worker.zoho.ListRow;
import sale.tsh.tds.worker.zoho.ZohoFault;

/** What is known of each kind's list: how far it was read, when, and whether it can be sorted. */
final class PullStates {

  private static final Logger log = LoggerFactory.getLogger(PullStates.class);

  /** How long Zoho's answer to a sort is believed. */
  private static final Duration TEST_INTERVAL = Duration.ofDays(7);

  private final JdbcClient jdbc;
  private final String organization;

  PullStates(JdbcClient jdbc, String organization) {
    this.jdbc = jdbc;
    this.organization = organization;
  }

  /**
   * Refuses another organisation than the one whose lists this database has been compared with. Its
   * sweeps would take the records of that one for deleted.
   *
   * @throws SettingException with the setting and both organisations
   */
  void requireOneOrganization() {
    jdbc.sql(
            """
            select organization_id from tds_pull_states
             where organization_id <> :organization and coalesce(last_head_at, last_sweep_at) is not null
             order by greatest(last_head_at, last_sweep_at) desc
             limit 1
            """)
        .param("organization", organization)
        .query(String.class)
        .optional()
        .ifPresent(other -> {
          throw new SettingException(
              "ZOHO_ORGANIZATION_ID is %s, but this database mirrors organisation %s. Another organisation needs a database of its own."
                  .formatted(organization, other));
        });
  }

  /** One kind's state. A time is empty until it has happened for the first time. */
  record PullState(
      Optional<Instant> cursor,
      Optional<Instant> lastHead,
      Optional<Instant> lastSweep,
      String modifiedOrder,
      String createdOrder,
      Optional<Instant> ordersTested,
      String rowTimes,
      Optional<Instant> filterTested,
      Optional<Instant> pausedAt,
      Optional<Instant> pausedUntil) {

    static final PullState NEW =
        new PullState(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "untested",
            "untested",
            Optional.empty(),
            "untested",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** A pause that begins after now was set before the clock was set back, and holds no more. */
    boolean isPaused(Instant now) {
      return pausedUntil.filter(now::isBefore).isPresent()
          && pausedAt.filter(now::isBefore).isEmpty();
    }

    /** Whether to ask for this order: unless Zoho ignored it lately. */
    boolean mayAskFor(ListOrder order, Instant now) {
      String answer = order == ListOrder.MODIFIED ? modifiedOrder : createdOrder;
      return !answer.equals("ignored")
          || ordersTested.filter(tested -> tested.plus(TEST_INTERVAL).isAfter(now)).isEmpty();
    }

    private static PullState of(ResultSet row) throws SQLException {
      return new PullState(
          time(row, "cursor_time"),
          time(row, "last_head_at"),
          time(row, "last_sweep_at"),
          row.getString("modified_order"),
          row.getString("created_order"),
          time(row, "orders_tested_at"),
          row.getString("row_times"),
          time(row, "filter_tested_at"),
          time(row, "paused_at"),
          time(row, "paused_until"));
    }
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  /** The states by kind. A kind that was never pulled has none. */
  Map<String, PullState> all() {
    Map<String, PullState> states = new HashMap<>();
    jdbc.sql("select * from tds_pull_states where organization_id = :organization")
        .param("organization", organization)
        .query(row -> {
          states.put(row.getString("kind"), PullState.of(row));
        });
    return states;
  }

  /**
   * Notes a look at the newest changes. The cursor moves back only from a time that cannot be.
   *
   * @param latest after which no record can have changed yet
   */
  void headRead(Kind kind, Optional<Instant> newest, Instant latest, Instant now) {
    jdbc.sql(
            """
            insert into tds_pull_states as s (organization_id, kind, cursor_time, last_head_at)
            values (:organization, :kind, :newest, :now)
            on conflict (organization_id, kind) do update
               set cursor_time = greatest(case when s.cursor_time <= :latest then s.cursor_time end, excluded.cursor_time),
                   last_head_at = excluded.last_head_at, missing_scope = null
            """)
        .param("organization", organization)
        .param("latest", Timestamp.from(latest))
        .param("kind", kind.name())
        .param("newest", newest.map(Timestamp::from).orElse(null), Types.TIMESTAMP)
        .param("now", Timestamp.from(now))
        .update();
  }

  void swept(Kind kind, Instant now) {
    jdbc.sql(
            """
            insert into tds_pull_states (organization_id, kind, last_sweep_at)
            values (:organization, :kind, :now)
            on conflict (organization_id, kind) do update set last_sweep_at = excluded.last_sweep_at
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Notes whether Zoho sorted as it was asked to. */
  void tested(Kind kind, ListOrder order, boolean honoured, Instant now) {
    String column = order == ListOrder.MODIFIED ? "modified_order" : "created_order";
    jdbc.sql(
            """
            insert into tds_pull_states as s (organization_id, kind, %1$s, orders_tested_at)
            values (:organization, :kind, :answer, :now)
            on conflict (organization_id, kind) do update
               set %1$s = excluded.%1$s, orders_tested_at = excluded.orders_tested_at
             where s.%1$s <> excluded.%1$s or excluded.%1$s = 'ignored'
            """
                .formatted(column))
        .param("organization", organization)
        .param("kind", kind.name())
        .param("answer", honoured ? "honoured" : "ignored")
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Notes what the filter by change means; nothing if too few records could tell. */
  void probed(Kind kind, Optional<FilterMeaning> meaning, Instant now) {
    jdbc.sql(
            """
            update tds_pull_states set time_filter = coalesce(:meaning, time_filter), filter_tested_at = :now
             where organization_id = :organization and kind = :kind
            """)
        .param("meaning", meaning.map(FilterMeaning::text).orElse(null), Types.VARCHAR)
        .param("now", Timestamp.from(now))
        .param("organization", organization)
        .param("kind", kind.name())
        .update();
  }

  /**
   * Notes that Zoho gave a page of a kind's list, and whether its rows have times.
   *
   * @param page of the list; what further pages have is added to what the first one had
   */
  void listed(Kind kind, int page, List<ListRow> rows) {
    long timed = rows.stream().filter(row -> row.modified().isPresent()).count();
    String found = timed == 0 ? "none" : timed == rows.size() ? "all" : "some";
    jdbc.sql(
            """
            insert into tds_pull_states as s (organization_id, kind, row_times)
            values (:organization, :kind, :found)
            on conflict (organization_id, kind) do update
               set row_times = case when excluded.row_times = 'untested' then s.row_times
                                    when :page = 1 or s.row_times = excluded.row_times then excluded.row_times
                                    else 'some' end,
                   missing_scope = null
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .param("found", rows.isEmpty() ? "untested" : found)
        .param("page", page)
        .update();
  }

  /** Leaves a kind alone for a while, such as one whose scope is missing. */
  void pause(Kind kind, Instant now, Duration pause, ZohoFault why) {
    log.warn("Pulling {} waits {} min: {}", kind.name(), pause.toMinutes(), why.text());
    jdbc.sql(
            """
            insert into tds_pull_states
              (organization_id, kind, paused_at, paused_until, paused_reason, missing_scope)
            values (:organization, :kind, :now, :until, :reason, :scope)
            on conflict (organization_id, kind) do update
               set paused_at = excluded.paused_at, paused_until = excluded.paused_until,
                   paused_reason = excluded.paused_reason, missing_scope = excluded.missing_scope
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(pause)))
        .param("reason", why.text())
        .param(
            "scope",
            why instanceof ZohoFault.ScopeMissing missing ? missing.scope() : null,
            Types.VARCHAR)
        .update();
  }

  /** Ends the pauses of all kinds. */
  void resume() {
    jdbc.sql(
            """
            update tds_pull_states set paused_until = null, paused_reason = null
             where organization_id = :organization and paused_until is not null
            """)
        .param("organization", organization)
        .update();
  }
}
