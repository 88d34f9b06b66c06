package sale.tsh.tds.api.dashboard;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import sale.tsh.tds.settings.Environment;

/** Puts the dashboard together. */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

  @Bean
  BoundedTransactions boundedTransactions(
      PlatformTransactionManager manager, JdbcClient jdbc, Environment environment) {
    return new BoundedTransactions(manager, jdbc, DashboardSettings.from(environment).timeLimit());
  }
}
