package sale.tsh.tds.search;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.task.MaintenanceTask;
import sale.tsh.tds.task.TaskLeases;

/** The task that merges names. It runs in both processes, because webhooks need no worker. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {

  @Bean
  MaintenanceTask mergeNames(JdbcClient jdbc, TransactionTemplate transactions, TaskLeases leases) {
    NameKeeper keeper = new NameKeeper(jdbc, transactions);
    return leases.exclusive(
        new MaintenanceTask("merge names", Duration.ofSeconds(2), keeper::runOnce));
  }
}
