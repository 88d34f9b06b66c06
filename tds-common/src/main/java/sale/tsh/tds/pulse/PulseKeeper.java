package sale.tsh.tds.pulse;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.OtherKinds;
import sale.tsh.tds.pull.LostWebhooks;

/**
 * Counts the webhooks of each kind by hour, and lets {@link Rhythm} judge each. It goes on where it
 * stopped, so a webhook counts once, also after a pause. It may run in any process, one at a time.
 */
public class PulseKeeper {

  /** A transaction that began earlier has been committed. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  /**
   * For how many days retention keeps the hours. The rhythm of a kind goes back four weeks, and a
   * silence may last for two more.
   */
  public static final int DAYS_KEPT = 42;

  /** If nothing was counted for so long, nobody watched. */
  private static final Duration AWAY = Duration.ofMinutes(5);

  /** The path of a kind that has no path of its own. */
  private static final String OTHER = "other/";

  /** The first run counts what the inbox still keeps. */
  private static final String BEGIN =
      """
      insert into tds_pulse (counted_until, watched_since)
      select coalesce(date_bin('1 hour', greatest(min(received_at), :oldest), 'epoch'), :settled), :now
        from tds_inbox_events
       where event_id is not null
      on conflict (only_row) do nothing
      """;

  private static final String COUNT_RECEIVED =
      """
      with counted as (
        select entity_type, date_bin('1 hour', received_at, 'epoch') as hour, count(*) as received, max(received_at) as newest
          from tds_inbox_events
         where event_id is not null and received_at >= :from and received_at < :until
           and source = 'webhook' and taken_from is null and entity_type is not null
         group by 1, 2
      ), hours as (
        insert into tds_kind_hours as h (entity_type, hour, received)
        select entity_type, hour, received from counted
        on conflict (entity_type, hour) do update set received = h.received + excluded.received
      ), pulses as (
        insert into tds_kind_pulses as p (entity_type, last_received_at)
        select entity_type, max(newest) from counted group by entity_type
        on conflict (entity_type) do update
           set last_received_at = greatest(p.last_received_at, excluded.last_received_at)
      )
      update tds_pulse
         set counted_until = :until, last_received_at = greatest(last_received_at, (select max(newest) from counted))
      """;

  private static final String COUNT_REFUSED =
      """
      insert into tds_kind_hours as h (entity_type, hour, refused)
      select kind, hour::timestamptz, sum(refused::bigint)
        from unnest(:kinds::text[], :hours::text[], :counts::text[]) as given (kind, hour, refused)
       where kind = any(:catalogue) or exists (select from tds_other_kinds where name = kind)
       group by 1, 2
      on conflict (entity_type, hour) do update set refused = h.refused + excluded.refused
      """;

  private static final String COUNT_LOST =
      "with found as ("
          + LostWebhooks.OF_A_DAY
          + """
          ), kept as (
            insert into tds_kind_pulses as p (entity_type, lost)
            select entity_type, lost from found
            on conflict (entity_type) do update set lost = excluded.lost where p.lost <> excluded.lost
          )
          update tds_kind_pulses set lost = 0
           where lost <> 0 and entity_type not in (select entity_type from found)
          """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Rhythm rhythm;

  public PulseKeeper(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rhythm = new Rhythm(jdbc);
  }

  /** Counts what came in since the last run, then judges each kind, by the database's clock. */
  public void runOnce() {
    runOnce(jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant());
  }

  void runOnce(Instant now) {
    transactions.executeWithoutResult(status -> begin(now));
    // A long pause is caught up hour by hour, so that no statement takes long.
    boolean more = true;
    while (more) {
      more = transactions.execute(status -> countAnHour(now.minus(SETTLED)));
    }
    transactions.executeWithoutResult(status -> {
      rhythm.judge(now);
      jdbc.sql(COUNT_LOST).update();
    });
  }

  private void begin(Instant now) {
    jdbc.sql(BEGIN)
        .param("oldest", utc(now.minus(Duration.ofDays(DAYS_KEPT))))
        .param("settled", utc(now.minus(SETTLED)))
        .param("now", utc(now))
        .update();
    jdbc.sql("update tds_pulse set watched_since = :now where counted_until < :away")
        .param("now", utc(now))
        .param("away", utc(now.minus(AWAY)))
        .update();
    int ahead =
        jdbc.sql(
                """
                update tds_pulse
                   set counted_until = :settled, watched_since = :now, last_received_at = least(last_received_at, :now)
                 where counted_until > :now
                """)
            .param("settled", utc(now.minus(SETTLED)))
            .param("now", utc(now))
            .update();
    if (ahead > 0) {
      forgetTheFuture(now);
    }
  }

  /** The database's clock was set back, so nothing is known of the time after it. */
  private void forgetTheFuture(Instant now) {
    jdbc.sql("delete from tds_kind_hours where hour > :now").param("now", utc(now)).update();
    jdbc.sql("update tds_kind_pulses set last_received_at = :now where last_received_at > :now")
        .param("now", utc(now))
        .update();
  }

  /** Counts at most an hour, and returns whether there is more to count. */
  private boolean countAnHour(Instant end) {
    Optional<OffsetDateTime> counted =
        jdbc.sql("select counted_until from tds_pulse for update")
            .query(OffsetDateTime.class)
            .optional();
    if (counted.isEmpty()) {
      return false;
    }
    Instant from = counted.get().toInstant();
    Instant hour = from.plus(Duration.ofHours(1));
    Instant until = hour.isBefore(end) ? hour : end;
    if (!from.isBefore(until)) {
      return false;
    }
    jdbc.sql(COUNT_RECEIVED).param("from", utc(from)).param("until", utc(until)).update();
    List<RefusedAt> refused = refused(from, until);
    if (!refused.isEmpty()) {
      jdbc.sql(COUNT_REFUSED)
          .param("kinds", array(refused, RefusedAt::kind))
          .param("hours", array(refused, RefusedAt::hour))
          .param("counts", array(refused, RefusedAt::count))
          .param("catalogue", array(KindCatalogue.kinds(), Kind::name))
          .update();
    }
    return until.isBefore(end);
  }

  private List<RefusedAt> refused(Instant from, Instant until) {
    return jdbc
        .sql(
            """
            select path, date_bin('1 hour', received_at, 'epoch')::text as hour, count(*)::text as refused
              from tds_inbox_events
             where refusal is not null and received_at >= :from and received_at < :until
             group by 1, 2
            """)
        .param("from", utc(from))
        .param("until", utc(until))
        .query(PulseKeeper::refusedAt)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty if the path names no kind. */
  private static Optional<RefusedAt> refusedAt(ResultSet row, int number) throws SQLException {
    String path = row.getString("path");
    String hour = row.getString("hour");
    String count = row.getString("refused");
    return KindCatalogue.atPath(path)
        .map(Kind::name)
        .or(() ->
            path.startsWith(OTHER)
                ? OtherKinds.nameOf(path.substring(OTHER.length()))
                : Optional.empty())
        .map(kind -> new RefusedAt(kind, hour, count));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private record RefusedAt(String kind, String hour, String count) {}
}
