package sale.tsh.tds.alert;

import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.notification.NotificationOutbox;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.statistics.QueueHealthReader;
import sale.tsh.tds.task.MaintenanceTask;
import sale.tsh.tds.task.TaskLeases;

/**
 * The alerts and the monitor that raises them. It runs in both processes, because a dead worker
 * cannot report itself.
 */
@Configuration(proxyBeanMethods = false)
public class AlertConfiguration {

  private static final int TIME_LIMIT_SECONDS = 10;

  @Bean
  AlertSettings alertSettings(Settings settings) {
    return AlertSettings.from(settings);
  }

  @Bean
  QueueHealthReader queueHealthReader(
      JdbcClient jdbc,
      PausedKindEntries pausedKinds,
      PlatformTransactionManager manager,
      InstantSource clock) {
    return new QueueHealthReader(jdbc, pausedKinds, bounded(manager), clock);
  }

  @Bean
  MaintenanceTask monitorAlerts(
      QueueHealthReader healthReader,
      JdbcClient jdbc,
      NotificationOutbox outbox,
      PlatformTransactionManager manager,
      AlertSettings settings,
      TaskLeases leases) {
    AlertMonitor monitor = new AlertMonitor(healthReader, jdbc, outbox, bounded(manager), settings);
    return leases.exclusive(
        new MaintenanceTask("watch alerts", settings.interval(), monitor::runOnce));
  }

  @Bean
  Alerts alerts(
      EntityManagerFactory entities,
      NotificationOutbox outbox,
      TransactionTemplate transactions,
      AlertSettings settings) {
    return new Alerts(
        SharedEntityManagerCreator.createSharedEntityManager(entities),
        outbox,
        transactions,
        settings);
  }

  /**
   * Ends a check that takes longer, so that it does not hold its locks. The next run tries again.
   */
  private static TransactionTemplate bounded(PlatformTransactionManager manager) {
    TransactionTemplate transactions = new TransactionTemplate(manager);
    transactions.setTimeout(TIME_LIMIT_SECONDS);
    return transactions;
  }
}
