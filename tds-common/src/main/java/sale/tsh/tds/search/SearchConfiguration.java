package sale.tsh.tds.search;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.task.MaintenanceTask;
import sale.tsh.tds.task.TaskLeases;

/** The task that indexes words. It runs in both processes, because webhooks need no worker. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {

  @Bean
  MaintenanceTask indexNames(JdbcClient jdbc, TaskLeases leases) {
    NameKeeper keeper = new NameKeeper(jdbc);
    return leases.exclusive(
        new MaintenanceTask("index names", Duration.ofSeconds(5), keeper::runOnce));
  }
}
