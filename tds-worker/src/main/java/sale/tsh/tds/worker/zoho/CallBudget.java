package sale.tsh.tds.worker.zoho;

import java.net.http.HttpHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The calls that pulling may make, in one row an organisation. Every call takes one before it is
 * sent. The day's limit comes from the headers of Zoho's answers. All times are the worker's.
 */
public final class CallBudget {

  private static final Logger log = LoggerFactory.getLogger(CallBudget.class);

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** The clocks of two workers may differ so much without a fault. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  /** The percentage of the day's calls that stays for others, whatever the share. */
  private static final int FLOOR = 10;

  private final JdbcClient jdbc;
  private final ZohoSettings settings;
  private final InstantSource clock;

  /** The percentage of the day's calls that may be made here, also where Zoho tells no figures. */
  private final int share;

  public CallBudget(JdbcClient jdbc, ZohoSettings settings, InstantSource clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
    this.share = Math.min(settings.dailyShare(), 100 - FLOOR);
  }

  /** Removes what is known of budgets, so that nobody takes pulling for switched on. */
  public static void removeAll(JdbcClient jdbc) {
    jdbc.sql("delete from tds_pull_budgets").update();
  }

  /**
   * Makes the row of the budget, if there is none. Ends a stop that was for other credentials than
   * those of this process. After the clock was set back it ends a pause too, and forgets when the
   * day ends, because both would last longer by as much.
   */
  public void prepare() {
    jdbc.sql(
            """
            insert into tds_pull_budgets as b (organization_id) values (:organization)
            on conflict (organization_id) do update
               set paused_until = null, paused_reason = null, paused_credentials = null, troubles = 0
             where b.paused_credentials is not null and b.paused_credentials <> :credentials
            """)
        .param("organization", settings.organizationId())
        .param("credentials", settings.fingerprint())
        .update();
    forgetTheFuture();
  }

  private void forgetTheFuture() {
    Instant now = clock.instant();
    jdbc.sql(
            """
            update tds_pull_budgets
               set paused_until = case when isfinite(paused_until) then null else paused_until end,
                   resets_at = null, remaining = null, paused_at = :now, updated_at = :now
             where organization_id = :organization and greatest(paused_at, updated_at) > :soon
            """)
        .param("now", Timestamp.from(now))
        .param("organization", settings.organizationId())
        .param("soon", Timestamp.from(now.plus(CLOCKS_DIFFER)))
        .update();
  }

  /**
   * The budget as it stands.
   *
   * @param share the calls that pulling may make in a day
   * @param used the calls that it has made since the last reset
   */
  public record Standing(int dailyLimit, int share, int used, @Nullable Instant resetsAt) {}

  /** How many of the day's calls are made, and how many may be. */
  public Standing standing() {
    Instant now = clock.instant();
    return jdbc.sql("select * from tds_pull_budgets where organization_id = :organization")
        .param("organization", settings.organizationId())
        .query((row, number) -> standing(row, now))
        .single();
  }

  private Standing standing(ResultSet row, Instant now) throws SQLException {
    int limit = row.getInt("daily_limit");
    if (row.wasNull()) {
      limit = settings.dailyLimit();
    }
    Timestamp resets = row.getTimestamp("resets_at");
    boolean over = resets == null || !resets.toInstant().isAfter(now);
    return new Standing(
        limit,
        limit * share / 100,
        over ? 0 : row.getInt("calls_today"),
        over ? null : resets.toInstant());
  }

  /** The time by Zoho's clock as of its last answer, or by the worker's if that is ahead. */
  public Instant zohoTime() {
    long ahead =
        jdbc.sql(
                "select greatest(clock_ahead_ms, 0) from tds_pull_budgets where organization_id = :organization")
            .param("organization", settings.organizationId())
            .query(Long.class)
            .single();
    return clock.instant().plusMillis(ahead);
  }

  /** Notes how often the newest changes of a kind are to be read. An alert compares that. */
  public void note(Duration headInterval) {
    jdbc.sql(
            """
            update tds_pull_budgets set head_interval_ms = :interval
             where organization_id = :organization and head_interval_ms is distinct from :interval
            """)
        .param("interval", headInterval.toMillis())
        .param("organization", settings.organizationId())
        .update();
  }

  /**
   * Takes one call. It is taken from Zoho's figure too, which the answer may not renew.
   *
   * @param reserve the calls of today that are kept for more urgent uses
   * @throws CallDeniedException if pulling is paused, the minute's calls are made, or the day's are
   */
  void take(int reserve) throws CallDeniedException {
    Instant now = clock.instant();
    Optional<String> taken =
        jdbc.sql(
                """
                update tds_pull_budgets
                   set calls_today = case when resets_at > :now then calls_today else 0 end + 1,
                       share = coalesce(daily_limit, :dailyLimit) * :share / 100,
                       remaining = case when resets_at > :now then remaining - 1 end,
                       resets_at = case when resets_at > :now then resets_at else :nextReset end,
                       recent_calls = array(select made from unnest(recent_calls) as recent (made)
                                             where made > :minuteAgo and made <= :now) || :now::timestamptz,
                       paused_until = null, paused_reason = null, paused_credentials = null,
                       updated_at = :now
                 where organization_id = :organization
                   and (paused_until is null or paused_until <= :now)
                   and (select count(*) from unnest(recent_calls) as recent (made)
                         where made > :minuteAgo and made <= :now) < :minuteLimit
                   and (resets_at is null or resets_at <= :now
                        or (calls_today + :reserve < coalesce(daily_limit, :dailyLimit) * :share / 100
                            and coalesce(remaining > coalesce(daily_limit, :dailyLimit) * :floor / 100, true)))
                returning ''
                """)
            .param("now", Timestamp.from(now))
            .param("nextReset", Timestamp.from(now.plus(DAY)))
            .param("minuteAgo", Timestamp.from(now.minus(MINUTE)))
            .param("organization", settings.organizationId())
            .param("minuteLimit", settings.minuteLimit())
            .param("reserve", reserve)
            .param("dailyLimit", settings.dailyLimit())
            .param("share", share)
            .param("floor", FLOOR)
            .query((row, number) -> row.getString(1))
            .optional();
    if (taken.isEmpty()) {
      throw new CallDeniedException("the budget has no call of this use now");
    }
  }

  /** Learns from the headers of an answer. */
  void learn(HttpHeaders headers) {
    OptionalInt limit = number(headers, "X-Rate-Limit-Limit");
    OptionalInt remaining = number(headers, "X-Rate-Limit-Remaining");
    OptionalInt seconds = number(headers, "X-Rate-Limit-Reset");
    Instant now = clock.instant();
    jdbc.sql(
            """
            update tds_pull_budgets
               set daily_limit = coalesce(:limit, daily_limit), remaining = coalesce(:remaining, remaining),
                   resets_at = coalesce(:resets, resets_at), clock_ahead_ms = coalesce(:ahead, clock_ahead_ms)
             where organization_id = :organization
            """)
        .param("limit", boxed(limit), Types.INTEGER)
        .param("remaining", boxed(remaining), Types.INTEGER)
        .param(
            "resets",
            seconds.isPresent() ? Timestamp.from(now.plusSeconds(seconds.getAsInt())) : null,
            Types.TIMESTAMP)
        .param("ahead", ahead(headers, now), Types.BIGINT)
        .param("organization", settings.organizationId())
        .update();
  }

  /** After an answer that can be believed, the next trouble is the first one again. */
  void succeeded() {
    jdbc.sql(
            """
            update tds_pull_budgets set troubles = 0 where organization_id = :organization and troubles > 0
            """)
        .param("organization", settings.organizationId())
        .update();
  }

  /** How many answers in a row asked for a pause. */
  int troubles() {
    return jdbc.sql("select troubles from tds_pull_budgets where organization_id = :organization")
        .param("organization", settings.organizationId())
        .query(Integer.class)
        .single();
  }

  /** Makes no call for a while. */
  void pause(Duration duration, String reason) {
    pauseUntil(Timestamp.from(clock.instant().plus(duration)).toString(), reason, null);
  }

  /** Makes no call until Zoho starts a new count of the day. */
  void pauseUntilReset(String reason) {
    Instant reset = standing().resetsAt();
    pauseUntil(
        Timestamp.from(reset == null ? clock.instant().plus(DAY) : reset).toString(), reason, null);
  }

  /** Makes no call until an operator resumes, or the process starts with other credentials. */
  void stop(String reason) {
    pauseUntil("infinity", reason, settings.fingerprint());
    log.error("Pulling from Zoho has stopped: {}", reason);
  }

  private void pauseUntil(String until, String reason, @Nullable String credentials) {
    jdbc.sql(
            """
            update tds_pull_budgets
               set paused_until = :until::timestamptz, paused_reason = :reason, paused_credentials = :credentials,
                   paused_at = :now, troubles = troubles + 1
             where organization_id = :organization
            """)
        .param("until", until)
        .param("now", Timestamp.from(clock.instant()))
        .param("reason", reason)
        .param("credentials", credentials, Types.VARCHAR)
        .param("organization", settings.organizationId())
        .update();
  }

  /** An operator's pause, which only an operator ends. */
  public void pauseByOperator(String who) {
    pauseUntil("infinity", "paused by " + who, null);
  }

  /** Ends any pause. */
  public void resume() {
    jdbc.sql(
            """
            update tds_pull_budgets
               set paused_until = null, paused_reason = null, paused_credentials = null, troubles = 0
             where organization_id = :organization
            """)
        .param("organization", settings.organizationId())
        .update();
  }

  private static OptionalInt number(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .filter(value -> value.matches("\\d{1,9}"))
        .map(value -> OptionalInt.of(Integer.parseInt(value)))
        .orElse(OptionalInt.empty());
  }

  private static @Nullable Integer boxed(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  /** How far Zoho's clock is ahead, in milliseconds; its header has whole seconds. */
  private static @Nullable Long ahead(HttpHeaders headers, Instant now) {
    try {
      return headers
          .firstValue("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .map(zoho -> Duration.between(now, zoho).toMillis())
          .orElse(null);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
