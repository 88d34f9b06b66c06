package sale.tsh.tds.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.alert.AlertConfiguration;
import sale.tsh.tds.duty.DutyConfiguration;
import sale.tsh.tds.inbox.InboxConfiguration;
import sale.tsh.tds.metrics.MetricsConfiguration;
import sale.tsh.tds.notification.NotificationConfiguration;
import sale.tsh.tds.persistence.PersistenceConfiguration;

/** The worker process: {@code java -jar tds-worker.jar}. */
@SpringBootApplication
@Import({
  PersistenceConfiguration.class,
  InboxConfiguration.class,
  DutyConfiguration.class,
  NotificationConfiguration.class,
  AlertConfiguration.class,
  MetricsConfiguration.class
})
public class TdsWorker {

  public static void main(String[] arguments) {
    SpringApplication.run(TdsWorker.class, arguments);
  }
}
