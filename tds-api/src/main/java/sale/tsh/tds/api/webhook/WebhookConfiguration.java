package sale.tsh.tds.api.webhook;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import sale.tsh.tds.api.http.FailureLimit;
import sale.tsh.tds.api.http.OriginGuard;
import sale.tsh.tds.api.http.WebhookShortcut;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;

/** Puts intake together. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  private static final String WEBHOOKS = "/webhooks/*";

  /** Behind the drain, and behind the filter of Boot that counts and times all requests. */
  private static final int BEHIND_OBSERVATION = Ordered.HIGHEST_PRECEDENCE + 2;

  /** Half of the connections that there may be: a check of health finds its way. */
  private static final int MOST_WAITING = 1_000;

  /** All bodies together may take such a part of the memory, and no more than this in bytes. */
  private static final int PART_OF_MEMORY = 16;

  private static final int MOST_BYTES = 256 * 1024 * 1024;

  /** What a commit may take beyond the wait for a connection, before others wait no longer. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(10);

  @Bean
  WebhookSettings webhookSettings(Environment environment, Deployment deployment) {
    return WebhookSettings.from(environment, deployment);
  }

  /** As long as nobody has to prove who sends, only this machine's own may, and no foreign page. */
  @Bean
  FilterRegistrationBean<OriginGuard> openIntakeGuard(
      WebhookSettings settings,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    FilterRegistrationBean<OriginGuard> guard =
        new FilterRegistrationBean<>(
            new OriginGuard(true, "ZOHO_WEBHOOK_SECRET or WEBHOOK_API_KEY", problems));
    guard.addUrlPatterns(WEBHOOKS);
    guard.setOrder(BEHIND_OBSERVATION);
    guard.setEnabled(settings.isOpen());
    return guard;
  }

  @Bean
  FilterRegistrationBean<WebhookShortcut> webhookShortcut(ObjectProvider<DispatcherServlet> mvc) {
    FilterRegistrationBean<WebhookShortcut> shortcut =
        new FilterRegistrationBean<>(new WebhookShortcut(mvc));
    shortcut.addUrlPatterns(WEBHOOKS);
    shortcut.setOrder(BEHIND_OBSERVATION + 1);
    return shortcut;
  }

  /** In memory a body becomes text, a tree and parameters, of some ten times its size together. */
  @Bean
  BodyReader bodyReader(WebhookSettings settings) {
    int most = settings.maxBodyBytes();
    long share = Runtime.getRuntime().maxMemory() / PART_OF_MEMORY;
    return new BodyReader(
        most, Math.toIntExact(Math.clamp(share, 2L * most, MOST_BYTES)), System::nanoTime);
  }

  @Bean
  LiveConnection liveConnection(HikariDataSource pool) {
    return new LiveConnection(pool);
  }

  @Bean
  Announcer announcer(EventQueue queue) {
    return new Announcer(queue, System::nanoTime);
  }

  @Bean
  GroupCommit groupCommit(
      Inbox inbox, LiveConnection connection, Announcer announcer, DatabaseSettings database) {
    Duration longestWait = database.acquireTimeout().plus(LONGEST_COMMIT);
    return new GroupCommit(inbox, connection, announcer, longestWait, MOST_WAITING);
  }

  /** As many as a sender with a wrong secret may send, which an operator wants to see. */
  @Bean
  FailureLimit unprovenDeliveries() {
    return new FailureLimit(120, Duration.ofSeconds(1), System::nanoTime);
  }

  @Bean
  SecretUse secretUse(MeterRegistry meters) {
    return new SecretUse(meters, InstantSource.system());
  }

  @Bean
  Intake intake(
      GroupCommit commits,
      Inbox inbox,
      WebhookSettings settings,
      SecretUse secretUse,
      FailureLimit unprovenDeliveries,
      LiveConnection connection) {
    SenderProof proof = new SenderProof(settings, secretUse::note);
    return new Intake(commits, inbox, proof, unprovenDeliveries, settings, connection);
  }
}
