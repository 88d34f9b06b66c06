package sale.tsh.tds.notification;

import java.net.URI;
import tools.jackson.databind.node.JsonNodeFactory;

/** Posts JSON to any program that takes it. */
final class WebhookChannel implements NotificationChannel {

  private final JsonPost post;

  WebhookChannel(URI webhook) {
    this.post = new JsonPost(webhook);
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public void send(Notification notification) throws InterruptedException {
    AlertMessage alert = notification.alert();
    post.send(
        JsonNodeFactory.instance
            .objectNode()
            .put("notification_id", notification.id())
            .put("alert_id", alert.alertId().toString())
            .put("change", alert.transition().text())
            .put("cause", alert.cause())
            .put("severity", alert.severity())
            .put("title", alert.title())
            .put("message", alert.message())
            .put("runbook", alert.runbook())
            .put("occurred_at", notification.occurredAt().toString()));
  }
}
