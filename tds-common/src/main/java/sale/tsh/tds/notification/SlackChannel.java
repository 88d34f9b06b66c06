package sale.tsh.tds.notification;

import java.net.URI;
import tools.jackson.databind.node.JsonNodeFactory;

/** Posts to an incoming webhook of Slack or of a compatible service. */
final class SlackChannel implements NotificationChannel {

  private final JsonPost post;

  SlackChannel(URI webhook) {
    this.post = new JsonPost(webhook);
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public void send(Notification notification) throws InterruptedException {
    post.send(JsonNodeFactory.instance.objectNode().put("text", text(notification.alert())));
  }

  private static String text(AlertMessage alert) {
    return "%s *%s* (%s %s)\n%s\nRunbook: %s"
        .formatted(
            icon(alert),
            escaped(alert.title()),
            alert.severity(),
            alert.transition().text(),
            escaped(alert.message()),
            escaped(alert.runbook()));
  }

  private static String icon(AlertMessage alert) {
    if (alert.transition() == AlertTransition.RESOLVED) {
      return ":white_check_mark:";
    }
    return switch (alert.severity()) {
      case "critical" -> ":red_circle:";
      case "warning" -> ":warning:";
      default -> ":information_source:";
    };
  }

  /** Escapes the three characters that have a meaning for Slack. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
