package sale.tsh.tds.statistics;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.duty.Duty;

/** The figures, and the duties that keep them small and right; alike in both processes. */
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
  Duty foldStatistics(StatisticsKeeper keeper) {
    return new Duty("fold statistics", Duration.ofSeconds(10), keeper::runOnce);
  }

  /** At the start too, since a restore is followed by one; so without a lease, which it brings. */
  @Bean
  Duty recountQueue(StatisticsKeeper keeper) {
    return new Duty("recount queue", Duration.ofDays(1), keeper::recount);
  }
}
