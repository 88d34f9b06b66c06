package sale.tsh.tds.alert;

import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.duty.Duty;
import sale.tsh.tds.duty.DutyLeases;
import sale.tsh.tds.notification.Outbox;
import sale.tsh.tds.settings.Environment;

/** The watch, in both processes: a dead worker cannot report itself. */
@Configuration(proxyBeanMethods = false)
public class AlertConfiguration {

  private static final int TIME_LIMIT_SECONDS = 10;

  @Bean
  AlertSettings alertSettings(Environment environment) {
    return AlertSettings.from(environment);
  }

  @Bean
  QueueFigures queueFigures(JdbcClient jdbc, PlatformTransactionManager manager) {
    return new QueueFigures(jdbc, bounded(manager), InstantSource.system());
  }

  @Bean
  Duty watchAlerts(
      QueueFigures figures,
      JdbcClient jdbc,
      Outbox outbox,
      PlatformTransactionManager manager,
      AlertSettings settings,
      DutyLeases leases) {
    AlertWatch watch = new AlertWatch(figures, jdbc, outbox, bounded(manager), settings);
    return leases.exclusive(new Duty("watch alerts", settings.interval(), watch::runOnce));
  }

  @Bean
  Alerts alerts(
      EntityManagerFactory entities,
      Outbox outbox,
      TransactionTemplate transactions,
      AlertSettings settings) {
    return new Alerts(
        SharedEntityManagerCreator.createSharedEntityManager(entities),
        outbox,
        transactions,
        settings);
  }

  /** A look that takes longer ends and is tried again: it must not hold its locks. */
  private static TransactionTemplate bounded(PlatformTransactionManager manager) {
    TransactionTemplate transactions = new TransactionTemplate(manager);
    transactions.setTimeout(TIME_LIMIT_SECONDS);
    return transactions;
  }
}
