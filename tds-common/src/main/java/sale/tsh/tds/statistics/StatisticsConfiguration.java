package sale.tsh.tds.statistics;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The figures, for the process that shows or watches them. */
@Configuration(proxyBeanMethods = false)
public class StatisticsConfiguration {

  @Bean
  Statistics statistics(JdbcClient jdbc) {
    return new Statistics(jdbc);
  }

  @Bean
  StatisticsKeeper statisticsKeeper(JdbcClient jdbc, TransactionTemplate transactions) {
    return new StatisticsKeeper(jdbc, transactions);
  }
}
