package sale.tsh.tds.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The changes that the monitor makes to alerts. Each joins the caller's transaction. */
final class AlertStore {

  private final JdbcClient jdbc;

  AlertStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Locks the open alerts and returns them by cause. Of two monitors that overlap, the later one
   * waits here and then sees the changes of the first.
   */
  Map<String, OpenAlert> lockOpen() {
    return jdbc
        .sql(
            """
            select id, cause, severity, title, message, acknowledged_at is not null as acknowledged
              from tds_alerts
             where resolved_at is null
             order by cause
               for no key update
            """)
        .query((row, number) ->
            new OpenAlert(
                row.getObject("id", UUID.class),
                row.getString("cause"),
                Severity.of(row.getString("severity")),
                row.getString("title"),
                row.getString("message"),
                row.getBoolean("acknowledged")))
        .list()
        .stream()
        .collect(
            Collectors.toMap(
                OpenAlert::cause, Function.identity(), (one, other) -> one, LinkedHashMap::new));
  }

  /** Adds an alert and returns its id. Returns nothing if the cause has an open alert by now. */
  Optional<UUID> raise(String cause, Threshold threshold, String message) {
    return jdbc.sql(
            """
            insert into tds_alerts (cause, severity, title, message)
            values (:cause, :severity, :title, :message)
            on conflict (cause) where resolved_at is null do nothing
            returning id
            """)
        .param("cause", cause)
        .param("severity", threshold.severity().text())
        .param("title", threshold.title())
        .param("message", message)
        .query(UUID.class)
        .optional();
  }

  /** Updates the alert. An alert that escalated is no longer acknowledged. */
  void update(OpenAlert alert, Threshold threshold, String message, boolean escalated) {
    jdbc.sql(
            """
            update tds_alerts
               set severity = :severity, title = :title, message = :message, updated_at = now(),
                   acknowledged_at = case when not :escalated then acknowledged_at end,
                   acknowledged_by = case when not :escalated then acknowledged_by end
             where id = :id
            """)
        .param("id", alert.id())
        .param("severity", threshold.severity().text())
        .param("title", threshold.title())
        .param("message", message)
        .param("escalated", escalated)
        .update();
  }

  void resolve(OpenAlert alert) {
    jdbc.sql("update tds_alerts set resolved_at = now(), updated_at = now() where id = :id")
        .param("id", alert.id())
        .update();
  }
}
