package sale.tsh.tds.api.webhook;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;

/** Puts intake together. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  @Bean
  WebhookSettings webhookSettings(Environment environment, Deployment deployment) {
    return WebhookSettings.from(environment, deployment);
  }

  @Bean
  Intake intake(Inbox inbox, WebhookSettings settings, HikariDataSource pool) {
    return new Intake(inbox, new SenderProof(settings), settings, pool);
  }
}
