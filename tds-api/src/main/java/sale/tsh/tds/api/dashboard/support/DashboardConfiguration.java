package sale.tsh.tds.api.dashboard.support;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.deadletter.BulkActions;
import sale.tsh.tds.deadletter.BulkOutcomes;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.task.MaintenanceTask;

/** The beans that the views of the dashboard share. */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

  @Bean
  BoundedTransactions boundedTransactions(
      PlatformTransactionManager manager, JdbcClient jdbc, Settings environment) {
    return new BoundedTransactions(manager, jdbc, DashboardSettings.from(environment).timeLimit());
  }

  @Bean
  DeadLetterGroups deadLetterGroups(JdbcClient jdbc) {
    return new DeadLetterGroups(jdbc);
  }

  @Bean
  BulkOutcomes bulkOutcomes(JdbcClient jdbc) {
    return new BulkOutcomes(jdbc);
  }

  @Bean
  BulkActions bulkActions(
      JdbcClient jdbc, DeadLetterQueue deadLetters, TransactionTemplate transactions) {
    return new BulkActions(jdbc, deadLetters, transactions);
  }

  @Bean
  MaintenanceTask stepBulkActions(BulkActions bulkActions) {
    return new MaintenanceTask("step bulk actions", Duration.ofSeconds(1), bulkActions::runOnce);
  }
}
