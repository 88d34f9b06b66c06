package sale.tsh.tds.api.dashboard.deadletter;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.deadletter.BulkActions;
import sale.tsh.tds.deadletter.BulkOutcomes;
import sale.tsh.tds.deadletter.DeadLetterGroups;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.task.MaintenanceTask;

/** The groups of dead letters, and the task that closes many of them. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

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
