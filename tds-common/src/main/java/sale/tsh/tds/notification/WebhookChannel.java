package sale.tsh.tds.notification;

import java.net.URI;
import tools.jackson.databind.node.JsonNodeFactory;

/** Any program that takes JSON. */
final class WebhookChannel implements Channel {

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
    Notice notice = notification.notice();
    post.send(
        JsonNodeFactory.instance
            .objectNode()
            .put("notification_id", notification.id())
            .put("alert_id", notice.alertId().toString())
            .put("change", notice.change().text())
            .put("cause", notice.cause())
            .put("severity", notice.severity())
            .put("title", notice.title())
            .put("message", notice.message())
            .put("runbook", notice.runbook())
            .put("occurred_at", notification.occurredAt().toString()));
  }
}
