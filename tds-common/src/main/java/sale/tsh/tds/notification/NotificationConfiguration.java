package sale.tsh.tds.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.task.MaintenanceTask;

/** The outbox and its channels, the same in both processes. Either process sends. */
@Configuration(proxyBeanMethods = false)
public class NotificationConfiguration {

  private static final Duration SENDING = Duration.ofSeconds(5);

  @Bean
  Channels channels(Settings settings) {
    NotificationSettings targets = NotificationSettings.from(settings);
    return new Channels(
        Stream.<Optional<? extends NotificationChannel>>of(
                targets.slack().map(SlackChannel::new),
                targets.email().map(EmailChannel::new),
                targets.webhook().map(WebhookChannel::new))
            .<NotificationChannel>flatMap(Optional::stream)
            .toList());
  }

  @Bean
  NotificationOutbox outbox(JdbcClient jdbc, Channels channels) {
    return new NotificationOutbox(
        jdbc, channels.all().stream().map(NotificationChannel::name).toList());
  }

  @Bean
  MaintenanceTask sendNotifications(NotificationOutbox outbox, Channels channels) {
    return new MaintenanceTask(
        "send notifications", SENDING, new NotificationSender(outbox, channels.all())::runOnce);
  }

  /** The configured channels. */
  record Channels(List<NotificationChannel> all) {}
}
