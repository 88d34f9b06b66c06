package sale.tsh.tds.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.duty.Duty;
import sale.tsh.tds.settings.Environment;

/** The outbox and its channels, alike in both processes: whichever comes first sends. */
@Configuration(proxyBeanMethods = false)
public class NotificationConfiguration {

  private static final Duration SENDING = Duration.ofSeconds(5);

  @Bean
  Channels channels(Environment environment) {
    NotificationSettings settings = NotificationSettings.from(environment);
    return new Channels(
        Stream.<Optional<? extends Channel>>of(
                settings.slack().map(SlackChannel::new),
                settings.email().map(EmailChannel::new),
                settings.webhook().map(WebhookChannel::new))
            .<Channel>flatMap(Optional::stream)
            .toList());
  }

  @Bean
  Outbox outbox(JdbcClient jdbc, Channels channels) {
    return new Outbox(jdbc, channels.all().stream().map(Channel::name).toList());
  }

  @Bean
  Duty sendNotifications(Outbox outbox, Channels channels) {
    return new Duty("send notifications", SENDING, new Sender(outbox, channels.all())::runOnce);
  }

  /** The channels that are set up. */
  record Channels(List<Channel> all) {}
}
