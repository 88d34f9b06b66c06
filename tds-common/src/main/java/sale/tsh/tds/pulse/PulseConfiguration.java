package sale.tsh.tds.pulse;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.task.MaintenanceTask;
import sale.tsh.tds.task.TaskLeases;

/**
 * The pulse and the task that keeps it. It runs in both processes, because webhooks come in while
 * no worker runs.
 */
@Configuration(proxyBeanMethods = false)
public class PulseConfiguration {

  @Bean
  PulseReader pulseReader(JdbcClient jdbc) {
    return new PulseReader(jdbc);
  }

  @Bean
  MaintenanceTask keepPulse(JdbcClient jdbc, TransactionTemplate transactions, TaskLeases leases) {
    PulseKeeper keeper = new PulseKeeper(jdbc, transactions);
    return leases.exclusive(
        new MaintenanceTask("keep pulse", Duration.ofSeconds(20), keeper::runOnce));
  }
}
