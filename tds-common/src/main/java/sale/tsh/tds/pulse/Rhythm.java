package sale.tsh.tds.pulse;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Judges each kind, and all kinds together, by their own rhythm: how many webhooks are overdue.
 *
 * <p>The hours of a silence are the whole ones after the last webhook, without the newest one. The
 * same hours of the same weekdays had four numbers of webhooks in the four weeks before. The third
 * largest of these is overdue. So a night or a weekend is silent in all weeks, one odd week changes
 * nothing, and an installation younger than three weeks has no rhythm. A silence longer than a week
 * is compared with weeks that ended before it began.
 */
class Rhythm {

  /** Takes the column of the kind, what is silent, and which hours are its own. */
  private static final String OVERDUE =
      """
      select kind, coalesce((array_agg(came order by came desc))[3], 0) as overdue
        from (select %s as kind, greatest(last_received_at, watched_since) as since,
                     date_bin('1 hour', :now, 'epoch') - interval '1 hour' as until
                from %s) silent
       cross join generate_series(0, 3) earlier
       cross join lateral (
         select (greatest(ceil(extract(epoch from until - since) / 604800), 1) + earlier) * interval '168 hours' as ago) back
       cross join lateral (
         select coalesce(sum(received), 0)::bigint as came
           from tds_kind_hours h
          where %s and hour > since - ago and hour < until - ago) weeks
       group by kind
      """;

  private static final String JUDGE_EACH =
      """
      update tds_kind_pulses p
         set overdue = judged.overdue
        from (%s) judged
       where p.entity_type = judged.kind and p.overdue <> judged.overdue
      """
          .formatted(
              OVERDUE.formatted(
                  "entity_type",
                  "(select p.entity_type, p.last_received_at, t.watched_since from tds_kind_pulses p cross join tds_pulse t) p",
                  "h.entity_type = silent.kind"));

  private static final String JUDGE_ALL =
      """
      update tds_pulse
         set overdue = judged.overdue
        from (%s) judged
       where tds_pulse.overdue <> judged.overdue
      """
          .formatted(OVERDUE.formatted("only_row", "tds_pulse", "true"));

  private final JdbcClient jdbc;

  Rhythm(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes how many webhooks are overdue at this moment. */
  void judge(Instant now) {
    for (String judge : new String[] {JUDGE_EACH, JUDGE_ALL}) {
      jdbc.sql(judge).param("now", now.atOffset(ZoneOffset.UTC)).update();
    }
  }
}
