package sale.tsh.tds.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is to be told, as rows: written in the transaction that changes the alert, sent afterwards
 * by whichever process comes first, at least once, and each alert's changes in order.
 */
public class Outbox {

  private final JdbcClient jdbc;
  private final List<String> channels;

  /**
   * @param channels the ways that are set up; with none, nothing is written
   */
  public Outbox(JdbcClient jdbc, List<String> channels) {
    this.jdbc = jdbc;
    this.channels = channels;
  }

  /** Puts a notice in the outbox once for every channel. */
  public void add(Notice notice) {
    jdbc.sql(
            """
            insert into tds_notifications (alert_id, channel, change, cause, severity, title, message, runbook)
            select :alertId, channel, :change, :cause, :severity, :title, :message, :runbook
              from unnest(:channels) as channel
            """)
        .param("alertId", notice.alertId())
        .param("channels", channels.toArray(String[]::new))
        .param("change", notice.change().text())
        .param("cause", notice.cause())
        .param("severity", notice.severity())
        .param("title", notice.title())
        .param("message", notice.message())
        .param("runbook", notice.runbook())
        .update();
  }

  /** Takes back what has not been sent of an alert: its news is known. */
  public void withdraw(UUID alertId) {
    jdbc.sql(
            """
            update tds_notifications
               set given_up_at = now(), last_error = 'withdrawn: the alert was acknowledged'
             where alert_id = :alertId and sent_at is null and given_up_at is null
            """)
        .param("alertId", alertId)
        .update();
  }

  /**
   * Claims the next notification that is due on a channel; others may try it again after the lease.
   */
  Optional<Notification> claim(String channel, Duration lease) {
    return jdbc.sql(
            """
            with next as materialized (
              select n.id
                from tds_notifications n
               where n.channel = :channel and n.sent_at is null and n.given_up_at is null
                 and n.due_at <= now()
                 and not exists (
                   select 1
                     from tds_notifications earlier
                    where earlier.channel = n.channel and earlier.alert_id = n.alert_id and earlier.id < n.id
                      and earlier.sent_at is null and earlier.given_up_at is null)
               order by n.id
               limit 1
                 for no key update skip locked
            )
            update tds_notifications n
               set attempt_count = n.attempt_count + 1, due_at = now() + :lease * interval '1 ms'
              from next
             where n.id = next.id
            returning n.*
            """)
        .param("channel", channel)
        .param("lease", lease.toMillis())
        .query(
            (row, number) ->
                new Notification(
                    row.getLong("id"),
                    new Notice(
                        row.getObject("alert_id", UUID.class),
                        Change.of(row.getString("change")),
                        row.getString("cause"),
                        row.getString("severity"),
                        row.getString("title"),
                        row.getString("message"),
                        row.getString("runbook")),
                    row.getTimestamp("created_at").toInstant(),
                    row.getInt("attempt_count")))
        .optional();
  }

  void sent(Notification notification) {
    jdbc.sql("update tds_notifications set sent_at = now(), last_error = null where id = :id")
        .param("id", notification.id())
        .update();
  }

  void failed(Notification notification, String error, Duration delay) {
    jdbc.sql(
            """
            update tds_notifications
               set due_at = now() + :delay * interval '1 ms', last_error = :error
             where id = :id
            """)
        .param("id", notification.id())
        .param("delay", delay.toMillis())
        .param("error", error)
        .update();
  }

  /**
   * Gives up what is older than {@code age}: old news, or a channel that nobody serves any more.
   */
  int giveUp(Duration age) {
    return jdbc.sql(
            """
            update tds_notifications
               set given_up_at = now()
             where sent_at is null and given_up_at is null
               and created_at < now() - :age * interval '1 ms'
            """)
        .param("age", age.toMillis())
        .update();
  }
}
