package sale.tsh.tds.api.dashboard.support;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import sale.tsh.tds.settings.Settings;

/** What the views of the dashboard share. */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

  @Bean
  BoundedTransactions boundedTransactions(
      PlatformTransactionManager manager, JdbcClient jdbc, Settings settings) {
    return new BoundedTransactions(manager, jdbc, DashboardSettings.from(settings).timeLimit());
  }
}
