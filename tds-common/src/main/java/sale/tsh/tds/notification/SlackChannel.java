package sale.tsh.tds.notification;

import java.net.URI;
import tools.jackson.databind.node.JsonNodeFactory;

/** An incoming webhook of Slack, or of what speaks like it. */
final class SlackChannel implements Channel {

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
    post.send(JsonNodeFactory.instance.objectNode().put("text", text(notification.notice())));
  }

  private static String text(Notice notice) {
    return "%s *%s* (%s %s)\n%s\nRunbook: %s"
        .formatted(
            icon(notice),
            escaped(notice.title()),
            notice.severity(),
            notice.change().text(),
            escaped(notice.message()),
            escaped(notice.runbook()));
  }

  private static String icon(Notice notice) {
    if (notice.change() == Change.RESOLVED) {
      return ":white_check_mark:";
    }
    return switch (notice.severity()) {
      case "critical" -> ":red_circle:";
      case "warning" -> ":warning:";
      default -> ":information_source:";
    };
  }

  /** The three characters that Slack gives a meaning. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
