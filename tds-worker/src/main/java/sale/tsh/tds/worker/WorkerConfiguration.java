package sale.tsh.tds.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.duty.Duty;
import sale.tsh.tds.duty.DutyLeases;
import sale.tsh.tds.duty.ProcessIdentity;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.statistics.TrendKeeper;
import sale.tsh.tds.systemd.ServiceManager;
import sale.tsh.tds.worker.maintenance.Heartbeat;
import sale.tsh.tds.worker.maintenance.Reaper;
import sale.tsh.tds.worker.maintenance.Retention;
import sale.tsh.tds.worker.maintenance.RetentionSettings;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.runtime.Announcements;
import sale.tsh.tds.worker.runtime.EventProcessor;
import sale.tsh.tds.worker.runtime.LeaseKeeper;
import sale.tsh.tds.worker.runtime.Poller;
import sale.tsh.tds.worker.runtime.PollerHealth;
import sale.tsh.tds.worker.runtime.Running;
import sale.tsh.tds.worker.runtime.WorkerLifecycle;
import sale.tsh.tds.worker.runtime.WorkerSettings;

/** Puts the worker together. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

  /** Connections beside the handlers': claiming, keeping leases, and one for the other duties. */
  private static final int OTHER_CONNECTIONS = 3;

  /** Longer than any statement may take, 90 s where a connection is half open. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration RETENTION = Duration.ofHours(1);
  private static final Duration TRENDS = Duration.ofSeconds(20);

  @Bean
  WorkerSettings workerSettings(Environment environment, DatabaseSettings database) {
    WorkerSettings settings = WorkerSettings.from(environment);
    int needed = settings.concurrency() + OTHER_CONNECTIONS;
    if (needed > database.poolMaximum()) {
      throw new SettingException(
          "WORKER_CONCURRENCY=%d needs %d database connections, but DATABASE_POOL_SIZE + DATABASE_MAX_OVERFLOW is %d"
              .formatted(settings.concurrency(), needed, database.poolMaximum()));
    }
    return settings;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> listener(ManagementSettings settings) {
    return factory -> factory.setAddress(settings.host());
  }

  @Bean
  Mirror mirror(JdbcClient jdbc) {
    return new Mirror(jdbc);
  }

  @Bean
  EventProcessor eventProcessor(
      Inbox inbox,
      EventQueue queue,
      Mirror mirror,
      PlatformTransactionManager manager,
      WorkerSettings settings) {
    TransactionTemplate transactions = new TransactionTemplate(manager);
    transactions.setTimeout((int) settings.handlerTimeout().toSeconds());
    return new EventProcessor(inbox, queue, mirror, transactions, settings.owner());
  }

  @Bean
  Running running(WorkerSettings settings) {
    return new Running(InstantSource.system(), settings.handlerTimeout());
  }

  @Bean
  Poller poller(
      EventQueue queue, EventProcessor processor, Running running, WorkerSettings settings) {
    return new Poller(
        queue, processor, running, settings, RandomGenerator.getDefault(), InstantSource.system());
  }

  /** What {@code WORKER_CONCURRENCY} says, for whoever has just changed it. */
  @Bean
  MeterBinder concurrency(WorkerSettings settings) {
    return registry ->
        Gauge.builder("tds.worker.concurrency", settings, WorkerSettings::concurrency)
            .description("Sets of events that run at once, at most")
            .register(registry);
  }

  /** Claiming succeeds: part of the health that operators and Prometheus see. */
  @Bean
  PollerHealth pollerHealthIndicator(Poller poller, WorkerSettings settings) {
    Duration patience = settings.pollInterval().plus(settings.lease());
    return new PollerHealth(poller::lastTurn, patience, InstantSource.system());
  }

  /** The poller moves, also without a database: what the watchdog asks. */
  @Bean
  PollerHealth pollerLivenessHealthIndicator(Poller poller, WorkerSettings settings) {
    Duration patience = settings.pollInterval().plus(settings.handlerTimeout()).plus(STUCK);
    return new PollerHealth(poller::lastTry, patience, InstantSource.system());
  }

  @Bean
  Duty keepLeases(EventQueue queue, Running running, WorkerSettings settings) {
    LeaseKeeper leaseKeeper = new LeaseKeeper(queue, running, settings);
    return new Duty("keep leases", settings.lease().dividedBy(3), leaseKeeper::runOnce);
  }

  @Bean
  Duty reap(
      EventQueue queue, Inbox inbox, TransactionTemplate transactions, WorkerSettings settings) {
    Reaper reaper = new Reaper(queue, inbox, transactions, settings.owner(), System::nanoTime);
    Duration third = settings.lease().dividedBy(3);
    Duration interval = third.compareTo(Duration.ofSeconds(5)) < 0 ? third : Duration.ofSeconds(5);
    return new Duty("reap", interval, reaper::runOnce);
  }

  @Bean
  Heartbeat heartbeat(
      JdbcClient jdbc, ProcessIdentity self, Running running, WorkerSettings settings) {
    return new Heartbeat(jdbc, self, settings.owner(), settings.concurrency(), running::size);
  }

  @Bean
  Duty beat(Heartbeat heartbeat) {
    return new Duty("heartbeat", BEAT, heartbeat::runOnce);
  }

  @Bean
  Duty retain(JdbcClient jdbc, Environment environment, DutyLeases leases) {
    Retention retention = new Retention(jdbc, RetentionSettings.from(environment));
    return leases.exclusive(new Duty("retention", RETENTION, retention::runOnce));
  }

  @Bean
  Duty keepTrends(JdbcClient jdbc, DutyLeases leases) {
    TrendKeeper keeper = new TrendKeeper(jdbc);
    return leases.exclusive(new Duty("keep trends", TRENDS, keeper::runOnce));
  }

  @Bean
  Announcements announcements(DatabaseSettings database, Poller poller) {
    return new Announcements(database, poller::wake);
  }

  @Bean
  WorkerLifecycle workerLifecycle(
      Poller poller, Announcements announcements, WorkerSettings settings, ServiceManager manager) {
    return new WorkerLifecycle(poller, announcements, settings, manager);
  }
}
