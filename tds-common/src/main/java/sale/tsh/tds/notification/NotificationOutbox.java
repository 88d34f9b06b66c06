package sale.tsh.tds.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The notifications to send, as rows. The transaction that changes an alert writes them. Afterwards
 * either process sends them, at least once and in order for each alert.
 */
public class NotificationOutbox {

  private final JdbcClient jdbc;
  private final List<String> channels;

  /**
   * @param channels the configured channels; without any, nothing is written
   */
  public NotificationOutbox(JdbcClient jdbc, List<String> channels) {
    this.jdbc = jdbc;
    this.channels = channels;
  }

  /** Adds a message once for every channel. */
  public void add(AlertMessage alert) {
    jdbc.sql(
            """
            insert into tds_notifications (alert_id, channel, change, cause, severity, title, message, runbook)
            select :alertId, channel, :change, :cause, :severity, :title, :message, :runbook
              from unnest(:channels) as channel
            """)
        .param("alertId", alert.alertId())
        .param("channels", channels.toArray(String[]::new))
        .param("change", alert.transition().text())
        .param("cause", alert.cause())
        .param("severity", alert.severity())
        .param("title", alert.title())
        .param("message", alert.message())
        .param("runbook", alert.runbook())
        .update();
  }

  /** Withdraws the unsent notifications of an alert that an operator knows about. */
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
   * Claims the next due notification of a channel. After the lease others may claim it again. A
   * notification that is due later than any retry can be is due too, because the database's clock
   * was set back since.
   */
  Optional<Notification> claim(String channel, Duration lease) {
    return jdbc.sql(
            """
            with next as materialized (
              select n.id
                from tds_notifications n
               where n.channel = :channel and n.sent_at is null and n.given_up_at is null
                 and n.due_at not between now() + interval '1 us' and now() + :longest * interval '1 ms'
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
        .param("longest", NotificationSender.LONGEST_DELAY.toMillis())
        .query((row, number) ->
            new Notification(
                row.getLong("id"),
                new AlertMessage(
                    row.getObject("alert_id", UUID.class),
                    AlertTransition.of(row.getString("change")),
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
   * Gives up notifications older than {@code age}. They are no longer news, or no process serves
   * their channel any more.
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
