package sale.tsh.tds;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.alert.AlertConfiguration;
import sale.tsh.tds.duty.DutyConfiguration;
import sale.tsh.tds.inbox.InboxConfiguration;
import sale.tsh.tds.metrics.MetricsConfiguration;
import sale.tsh.tds.notification.NotificationConfiguration;
import sale.tsh.tds.persistence.PersistenceConfiguration;
import sale.tsh.tds.statistics.StatisticsConfiguration;
import sale.tsh.tds.systemd.ServiceConfiguration;

/** What both processes are made of, each adding its own. */
@Configuration(proxyBeanMethods = false)
@Import({
  PersistenceConfiguration.class,
  InboxConfiguration.class,
  StatisticsConfiguration.class,
  DutyConfiguration.class,
  NotificationConfiguration.class,
  AlertConfiguration.class,
  MetricsConfiguration.class,
  ServiceConfiguration.class
})
public class CommonConfiguration {}
