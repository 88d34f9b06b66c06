package sale.tsh.tds;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.alert.AlertConfiguration;
import sale.tsh.tds.inbox.InboxConfiguration;
import sale.tsh.tds.metrics.MetricsConfiguration;
import sale.tsh.tds.notification.NotificationConfiguration;
import sale.tsh.tds.persistence.DatabaseConfiguration;
import sale.tsh.tds.process.ProcessConfiguration;
import sale.tsh.tds.pulse.PulseConfiguration;
import sale.tsh.tds.queue.QueueConfiguration;
import sale.tsh.tds.search.SearchConfiguration;
import sale.tsh.tds.settings.SettingsConfiguration;
import sale.tsh.tds.statistics.StatisticsConfiguration;
import sale.tsh.tds.systemd.ServiceConfiguration;
import sale.tsh.tds.task.TaskConfiguration;

/** The beans of both processes. Each process adds its own. */
@Configuration(proxyBeanMethods = false)
@Import({
  SettingsConfiguration.class,
  ProcessConfiguration.class,
  DatabaseConfiguration.class,
  QueueConfiguration.class,
  InboxConfiguration.class,
  StatisticsConfiguration.class,
  PulseConfiguration.class,
  SearchConfiguration.class,
  TaskConfiguration.class,
  NotificationConfiguration.class,
  AlertConfiguration.class,
  MetricsConfiguration.class,
  ServiceConfiguration.class
})
public class CommonConfiguration {}
