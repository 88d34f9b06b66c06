package sale.tsh.tds.statistics;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes a row of statistics for each minute that is over. Minutes missed during a pause are
 * written later, as far back as attempts are kept, which is an hour. Two runs at once do no harm.
 */
public class TrendKeeper {

  /**
   * A minute counts as over ten seconds after its end, when the transactions that began in it have
   * been committed. Only the last 58 minutes are considered, because the attempts of older minutes
   * may be dropped at any moment.
   */
  private static final String MISSING =
      """
      select minute, minute = last as newest
        from (select date_bin('1 min', now() - interval '70 s', 'epoch') as last) ended
       cross join generate_series(last - interval '57 min', last, interval '1 min') minute
       where not exists (select 1 from tds_minutes kept where kept.minute = minute.minute)
       order by minute desc
      """;

  /**
   * The levels, such as the oldest age, are known only for now, so only the newest minute gets
   * them.
   */
  static final String KEEP =
      """
      insert into tds_minutes
        (minute, received, refused, succeeded, failed, duration_ms, latency_p50_ms, latency_p95_ms,
         pending, waiting_retry, dead_letter, oldest_pending_seconds)
      select :minute, received, refused, succeeded, failed, duration_ms, latency[1], latency[2],
             case when :newest then pending end,
             case when :newest then waiting_retry end,
             case when :newest then dead_letter end,
             case when :newest then oldest_pending_seconds end
        from (select count(*) as received
                from tds_inbox_events
               where event_id is not null
                 and received_at >= :minute and received_at < :minute + interval '1 min') accepted
       cross join (
              select count(*) as refused
                from tds_inbox_events
               where refusal is not null
                 and received_at >= :minute and received_at < :minute + interval '1 min') rejected
       cross join (
              select coalesce(sum(attempts) filter (where not failed), 0) as succeeded,
                     coalesce(sum(attempts) filter (where failed), 0) as failed,
                     coalesce(sum(duration_ms), 0) as duration_ms
                from tds_attempt_counts
               where period >= :minute and period < :minute + interval '1 min') attempts
       cross join (
              select percentile_cont(array[0.5, 0.95]) within group (order by ms) as latency
                from (select extract(epoch from l.created_at - (
                               select q.queued_at from tds_sync_queue q where q.id = l.queue_id))::double precision * 1000 as ms
                        from tds_sync_logs l
                       where l.outcome <> 'failed'
                         and l.created_at >= :minute and l.created_at < :minute + interval '1 min'
                       order by l.created_at desc
                       limit 1000) completed) latencies
       cross join (
              select coalesce(sum(events) filter (where status = 'pending'), 0) as pending,
                     coalesce(sum(events) filter (where status = 'retry'), 0) as waiting_retry,
                     coalesce(sum(events) filter (where status = 'dead_letter'), 0) as dead_letter
                from tds_queue_counts) levels
       cross join (
              select greatest(coalesce(extract(epoch from now() - min(queued_at)), 0), 0) as oldest_pending_seconds
                from tds_sync_queue
               where status = 'pending') oldest
      on conflict (minute) do nothing
      """;

  private final JdbcClient jdbc;

  public TrendKeeper(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes the missing minutes, newest first, and returns how many were written. */
  public int runOnce() {
    return missing().stream().mapToInt(this::keep).sum();
  }

  private List<Missing> missing() {
    return jdbc.sql(MISSING)
        .query((row, number) ->
            new Missing(row.getObject("minute", OffsetDateTime.class), row.getBoolean("newest")))
        .list();
  }

  private int keep(Missing missing) {
    return jdbc.sql(KEEP)
        .param("minute", missing.minute())
        .param("newest", missing.newest())
        .update();
  }

  private record Missing(OffsetDateTime minute, boolean newest) {}
}
