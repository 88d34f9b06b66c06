package sale.tsh.tds.api.dashboard;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.deadletter.BulkRedrives;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.duty.Duty;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.PausedKinds;
import sale.tsh.tds.settings.Environment;

/** Puts the dashboard together. */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

  @Bean
  BoundedTransactions boundedTransactions(
      PlatformTransactionManager manager, JdbcClient jdbc, Environment environment) {
    return new BoundedTransactions(manager, jdbc, DashboardSettings.from(environment).timeLimit());
  }

  @Bean
  PausedKinds pausedKinds(JdbcClient jdbc) {
    return new PausedKinds(jdbc);
  }

  @Bean
  DeadLetterGroups deadLetterGroups(JdbcClient jdbc) {
    return new DeadLetterGroups(jdbc);
  }

  @Bean
  BulkRedrives bulkRedrives(JdbcClient jdbc, EventQueue queue, TransactionTemplate transactions) {
    return new BulkRedrives(jdbc, queue, transactions);
  }

  @Bean
  Duty stepBulkRedrives(BulkRedrives bulkRedrives) {
    return new Duty("step bulk redrives", Duration.ofSeconds(1), bulkRedrives::runOnce);
  }
}
