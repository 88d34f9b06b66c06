package sale.tsh.tds.api.webhook;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import sale.tsh.tds.api.security.FailureLimit;
import sale.tsh.tds.api.security.OriginGuard;
import sale.tsh.tds.api.webhook.bypass.WebhookFilterBypass;
import sale.tsh.tds.api.webhook.groupcommit.GroupCommit;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.OtherKindAdmission;
import sale.tsh.tds.persistence.ConnectionRetry;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.NewEventNotifier;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/** Assembles intake. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  private static final String WEBHOOKS = "/webhooks/*";

  /**
   * Behind the drain filter, and behind Spring Boot's filter that counts and times all requests.
   */
  private static final int BEHIND_OBSERVATION = Ordered.HIGHEST_PRECEDENCE + 2;

  /** Half of the possible connections, so that a health check still gets one. */
  private static final int MOST_WAITING = 1_000;

  /** All bodies together may use half of the heap. The rest is for everything else. */
  private static final int PART_OF_MEMORY = 2;

  /** How long followers wait for a commit beyond the wait for a connection. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(10);

  @Bean
  WebhookSettings webhookSettings(Settings settings, Deployment deployment) {
    return WebhookSettings.from(settings, deployment);
  }

  /** While no proof is required, only callers on this machine may send, and no foreign page. */
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
  FilterRegistrationBean<WebhookFilterBypass> webhookFilterBypass(
      ObjectProvider<DispatcherServlet> mvc) {
    FilterRegistrationBean<WebhookFilterBypass> bypass =
        new FilterRegistrationBean<>(new WebhookFilterBypass(mvc));
    bypass.addUrlPatterns(WEBHOOKS);
    bypass.setOrder(BEHIND_OBSERVATION + 1);
    return bypass;
  }

  /** The largest body must fit into the memory of intake, or the process does not start. */
  @Bean
  BoundedBodyReader bodyReader(WebhookSettings settings) {
    long room = Runtime.getRuntime().maxMemory() / PART_OF_MEMORY;
    long largest = BodyMemory.most(settings.maxBodyBytes());
    if (largest > room) {
      throw new SettingException(
          "WEBHOOK_MAX_BYTES=%d needs %d MiB of memory for one body, and intake has %d MiB: expected less, or a larger heap (-Xmx)"
              .formatted(settings.maxBodyBytes(), largest >> 20, room >> 20));
    }
    return new BoundedBodyReader(
        settings.maxBodyBytes(), (int) Math.min(room, Integer.MAX_VALUE), System::nanoTime);
  }

  /** An escaped slash stays a part of the path. Such a path names no kind, so the call is kept. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> allCallsCount(MeterRegistry meters) {
    return factory -> {
      factory.addEngineValves(new UnreachedCalls(meters));
      factory.addConnectorCustomizers(connector ->
          connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    };
  }

  @Bean
  ConnectionRetry connectionRetry(HikariDataSource pool) {
    return new ConnectionRetry(pool);
  }

  @Bean
  NewEventNotifier newEventNotifier(EventQueue queue) {
    return new NewEventNotifier(queue, System::nanoTime);
  }

  @Bean
  GroupCommit groupCommit(
      Inbox inbox,
      ConnectionRetry connectionRetry,
      NewEventNotifier notifier,
      DatabaseSettings database) {
    Duration longestWait = database.acquireTimeout().plus(LONGEST_COMMIT);
    return new GroupCommit(inbox, connectionRetry, notifier, longestWait, MOST_WAITING);
  }

  /** Enough for a sender with a wrong secret to be seen by an operator. */
  @Bean
  FailureLimit unprovenDeliveries() {
    return new FailureLimit(120, Duration.ofSeconds(1), System::nanoTime);
  }

  @Bean
  SecretUsageMeter secretUsageMeter(MeterRegistry meters, InstantSource clock) {
    return new SecretUsageMeter(meters, clock);
  }

  @Bean
  OtherKindAdmission otherKindAdmission(
      JdbcClient jdbc, TransactionTemplate transactions, WebhookSettings settings) {
    return new OtherKindAdmission(jdbc, transactions, settings.maxOtherKinds());
  }

  @Bean
  Intake intake(
      GroupCommit commits,
      Inbox inbox,
      OtherKindAdmission otherKinds,
      WebhookSettings settings,
      SecretUsageMeter secretUsageMeter,
      FailureLimit unprovenDeliveries,
      ConnectionRetry connectionRetry) {
    SenderAuthenticator authenticator = new SenderAuthenticator(settings, secretUsageMeter::note);
    return new Intake(
        commits, inbox, otherKinds, authenticator, unprovenDeliveries, settings, connectionRetry);
  }
}
