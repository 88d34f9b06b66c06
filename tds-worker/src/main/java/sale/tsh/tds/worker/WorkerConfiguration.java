package sale.tsh.tds.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.systemd.ServiceManager;
import sale.tsh.tds.task.MaintenanceTask;
import sale.tsh.tds.task.TaskLeases;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.mirror.SeenMembers;
import sale.tsh.tds.worker.rebuild.MirrorRebuild;
import sale.tsh.tds.worker.runtime.EventProcessor;
import sale.tsh.tds.worker.runtime.InFlightEvents;
import sale.tsh.tds.worker.runtime.LeaseRenewer;
import sale.tsh.tds.worker.runtime.NewEventListener;
import sale.tsh.tds.worker.runtime.Poller;
import sale.tsh.tds.worker.runtime.PollerHealth;
import sale.tsh.tds.worker.runtime.WorkerLifecycle;
import sale.tsh.tds.worker.runtime.WorkerSettings;

/** How the worker claims, runs and applies events. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

  /**
   * Connections beside the handlers': claiming, keeping leases, and one for the other maintenance
   * tasks.
   */
  private static final int OTHER_CONNECTIONS = 3;

  /** Longer than any statement may take, which is 90 s if a connection is half open. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private static final Duration REBUILD = Duration.ofSeconds(5);

  @Bean
  WorkerSettings workerSettings(
      Settings settings, ProcessIdentity self, DatabaseSettings database) {
    WorkerSettings worker = WorkerSettings.from(settings, self);
    int needed = worker.concurrency() + OTHER_CONNECTIONS;
    if (needed > database.poolMaximum()) {
      throw new SettingException(
          "WORKER_CONCURRENCY=%d needs %d database connections, but DATABASE_POOL_SIZE + DATABASE_MAX_OVERFLOW is %d"
              .formatted(worker.concurrency(), needed, database.poolMaximum()));
    }
    return worker;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> listener(ManagementSettings settings) {
    return factory -> factory.setAddress(settings.host());
  }

  @Bean
  Mirror mirror(JdbcClient jdbc, WorkerSettings settings) {
    // By then the transaction is past its timeout and the lease still holds. So the next worker
    // that claims the event finds no lock on it.
    return new Mirror(jdbc, settings.handlerTimeout());
  }

  @Bean
  EventProcessor eventProcessor(
      Inbox inbox,
      EventQueue queue,
      Mirror mirror,
      JdbcClient jdbc,
      PlatformTransactionManager manager,
      WorkerSettings settings,
      InstantSource clock,
      MeterRegistry meters) {
    TransactionTemplate transactions = new TransactionTemplate(manager);
    transactions.setTimeout((int) settings.handlerTimeout().toSeconds());
    return new EventProcessor(
        inbox,
        queue,
        mirror,
        new SeenMembers(jdbc, clock),
        transactions,
        settings.owner(),
        kind ->
            meters
                .counter("tds.mirror.odd.records", "entity_type", KindCatalogue.label(kind))
                .increment());
  }

  @Bean
  InFlightEvents inFlightEvents(WorkerSettings settings, InstantSource clock) {
    return new InFlightEvents(clock, settings.handlerTimeout());
  }

  @Bean
  Poller poller(
      EventQueue queue,
      EventProcessor processor,
      InFlightEvents inFlight,
      WorkerSettings settings,
      InstantSource clock) {
    return new Poller(
        queue,
        processor,
        inFlight,
        settings,
        RandomGenerator.getDefault(),
        clock,
        System::nanoTime);
  }

  /** Shows the value of {@code WORKER_CONCURRENCY}. */
  @Bean
  MeterBinder concurrency(WorkerSettings settings) {
    return registry ->
        Gauge.builder("tds.worker.concurrency", settings, WorkerSettings::concurrency)
            .description("Sets of events that run at once, at most")
            .register(registry);
  }

  /** Whether claims succeed. Part of the health that operators and Prometheus see. */
  @Bean
  PollerHealth pollerHealthIndicator(Poller poller, WorkerSettings settings, InstantSource clock) {
    Duration patience = settings.pollInterval().plus(settings.lease());
    return new PollerHealth(poller::lastTurn, patience, clock);
  }

  /** Whether the poller moves, even without a database. The watchdog asks for it. */
  @Bean
  PollerHealth pollerLivenessHealthIndicator(
      Poller poller, WorkerSettings settings, InstantSource clock) {
    Duration patience = settings.pollInterval().plus(settings.handlerTimeout()).plus(STUCK);
    return new PollerHealth(poller::lastTry, patience, clock);
  }

  @Bean
  MaintenanceTask keepLeases(EventQueue queue, InFlightEvents inFlight, WorkerSettings settings) {
    LeaseRenewer renewer = new LeaseRenewer(queue, inFlight, settings);
    return new MaintenanceTask("keep leases", settings.lease().dividedBy(3), renewer::runOnce);
  }

  @Bean
  MaintenanceTask rebuildMirror(
      JdbcClient jdbc, TransactionTemplate transactions, Mirror mirror, TaskLeases leases) {
    // The lease of the task is two intervals, so a run ends before it.
    MirrorRebuild rebuild = new MirrorRebuild(jdbc, transactions, mirror, REBUILD);
    return leases.exclusive(new MaintenanceTask("rebuild mirror", REBUILD, rebuild::runOnce));
  }

  @Bean
  NewEventListener newEventListener(DatabaseSettings database, Poller poller) {
    return new NewEventListener(database, poller::wake);
  }

  @Bean
  WorkerLifecycle workerLifecycle(
      Poller poller,
      NewEventListener newEventListener,
      WorkerSettings settings,
      ServiceManager manager) {
    return new WorkerLifecycle(poller, newEventListener, settings, manager);
  }
}
