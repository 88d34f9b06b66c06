package sale.tsh.tds.task;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.process.ProcessIdentity;

/** Runs every {@link MaintenanceTask} bean. */
@Configuration(proxyBeanMethods = false)
public class TaskConfiguration {

  @Bean
  TaskLeases taskLeases(JdbcClient jdbc, ProcessIdentity self) {
    return new TaskLeases(jdbc, self);
  }

  @Bean
  MaintenanceScheduler maintenanceScheduler(List<MaintenanceTask> tasks) {
    return new MaintenanceScheduler(tasks);
  }
}
