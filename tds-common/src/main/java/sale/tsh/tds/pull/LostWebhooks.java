package sale.tsh.tds.pull;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The changes of a kind in the last 24 hours that pulling found, and that no webhook brought within
 * 15 minutes.
 *
 * @param stopped whether no webhook of the kind at all came since the first of them
 */
public record LostWebhooks(String kind, int lost, boolean stopped) {

  /**
   * The kinds that lost some, with {@code lost} and {@code since}. These changes do not count:
   *
   * <ul>
   *   <li>those from before the first sweep of the kind, since nobody expects their webhooks
   *   <li>values that changed without a new time, because Zoho sends no webhook of those
   *   <li>deletions, because few organisations send webhooks of them
   * </ul>
   *
   * A webhook without a time of its own counts as one for all changes before it. A kind of which no
   * webhook is kept lost none, because Zoho has no rule for it.
   */
  public static final String OF_A_DAY =
      """
      select *
        from (
          select pulled.entity_type, count(*)::integer as lost, min(pulled.received_at) as since
            from tds_inbox_events pulled
           where pulled.source = 'pull' and pulled.operation <> 'deleted'
             and pulled.received_at between now() - interval '24 hours' and now() - interval '15 minutes'
             and pulled.modified_time > pulled.received_at - interval '7 days'
             and pulled.modified_time > (
               select min(started_at) from tds_pull_sweeps where kind = pulled.entity_type)
             and not exists (
               select from tds_inbox_events other
                where other.entity_type = pulled.entity_type and other.entity_id = pulled.entity_id
                  and other.event_id is not null and other.event_id <> pulled.event_id
                  and case when other.source = 'webhook'
                           then coalesce(other.modified_time, other.received_at) >= pulled.modified_time
                           else other.modified_time >= pulled.modified_time and other.received_at < pulled.received_at end)
           group by pulled.entity_type
        ) unsent
       where exists (
         select from tds_inbox_events sent
          where sent.entity_type = unsent.entity_type and sent.event_id is not null and sent.source = 'webhook')
      """;

  /** Reads the kinds that lost some, most lost first. */
  public static List<LostWebhooks> read(JdbcClient jdbc) {
    return jdbc.sql(
            """
            with lost as (
            """
                + OF_A_DAY
                + """
                )
                select entity_type, lost,
                       not exists (
                         select from tds_inbox_events sent
                          where sent.received_at >= since and sent.entity_type = lost.entity_type
                            and sent.event_id is not null and sent.source = 'webhook') as stopped
                  from lost
                 order by lost desc, entity_type
                """)
        .query((row, number) ->
            new LostWebhooks(
                row.getString("entity_type"), row.getInt("lost"), row.getBoolean("stopped")))
        .list();
  }
}
