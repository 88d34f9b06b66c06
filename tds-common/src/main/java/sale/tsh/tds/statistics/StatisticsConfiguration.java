package sale.tsh.tds.statistics;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.task.MaintenanceTask;

/**
 * The statistics and the tasks that keep their tables small and exact, the same in both processes.
 */
@Configuration(proxyBeanMethods = false)
public class StatisticsConfiguration {

  @Bean
  Statistics statistics(JdbcClient jdbc) {
    return new Statistics(jdbc);
  }

  @Bean
  Trends trends(JdbcClient jdbc) {
    return new Trends(jdbc);
  }

  @Bean
  StatisticsKeeper statisticsKeeper(JdbcClient jdbc, TransactionTemplate transactions) {
    return new StatisticsKeeper(jdbc, transactions);
  }

  @Bean
  MaintenanceTask foldStatistics(StatisticsKeeper keeper) {
    return new MaintenanceTask("fold statistics", Duration.ofSeconds(10), keeper::runOnce);
  }

  /**
   * Also runs at the start, because a restore is followed by one. The task has no lease, since a
   * restore would bring an old lease back.
   */
  @Bean
  MaintenanceTask recountQueue(StatisticsKeeper keeper) {
    return new MaintenanceTask("recount queue", Duration.ofDays(1), keeper::recount);
  }
}
