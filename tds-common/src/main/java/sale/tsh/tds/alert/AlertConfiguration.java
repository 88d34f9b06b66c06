package sale.tsh.tds.alert;

import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.duty.Duty;
import sale.tsh.tds.duty.DutyLeases;
import sale.tsh.tds.notification.Outbox;
import sale.tsh.tds.settings.Environment;

/** The watch, in both processes: a dead worker cannot report itself. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = AlertRow.class)
public class AlertConfiguration {

  @Bean
  AlertSettings alertSettings(Environment environment) {
    return AlertSettings.from(environment);
  }

  @Bean
  QueueFigures queueFigures(DataSource dataSource) {
    return new QueueFigures(dataSource, InstantSource.system());
  }

  @Bean
  Duty watchAlerts(
      QueueFigures figures,
      JdbcClient jdbc,
      Outbox outbox,
      TransactionTemplate transactions,
      AlertSettings settings,
      DutyLeases leases) {
    AlertWatch watch = new AlertWatch(figures, jdbc, outbox, transactions, settings);
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
}
