package sale.tsh.tds.pulse;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the changes that only pulling found, because their webhook never came. */
public class LostWebhooks {

  /**
   * The filling of an empty mirror has the priority 9. A deletion counts for nothing, since few
   * organisations send webhooks of deletions.
   */
  static final String OF_A_DAY =
      """
      select pulled.entity_type, count(*)::integer as lost
        from tds_inbox_events pulled
        join tds_sync_queue q on q.id = pulled.event_id and q.priority < 9
       where pulled.source = 'pull' and pulled.operation <> 'deleted' and pulled.modified_time is not null
         and pulled.received_at between now() - interval '24 hours' and now() - interval '15 minutes'
         and not exists (
           select from tds_inbox_events sent
            where sent.entity_type = pulled.entity_type and sent.entity_id = pulled.entity_id
              and sent.event_id is not null and sent.source = 'webhook'
              and sent.modified_time >= pulled.modified_time)
       group by pulled.entity_type
      """;

  private final JdbcClient jdbc;

  public LostWebhooks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many of the last 24 hours each kind lost, without the kinds that lost none. */
  public Map<String, Integer> ofADay() {
    Map<String, Integer> lost = new HashMap<>();
    jdbc.sql(OF_A_DAY)
        .query(row -> {
          lost.put(row.getString("entity_type"), row.getInt("lost"));
        });
    return lost;
  }
}
