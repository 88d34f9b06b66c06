package sale.tsh.tds.api;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.alert.AlertConfiguration;
import sale.tsh.tds.duty.DutyConfiguration;
import sale.tsh.tds.inbox.InboxConfiguration;
import sale.tsh.tds.metrics.MetricsConfiguration;
import sale.tsh.tds.notification.NotificationConfiguration;
import sale.tsh.tds.persistence.Migration;
import sale.tsh.tds.persistence.PersistenceConfiguration;
import sale.tsh.tds.statistics.StatisticsConfiguration;

/**
 * The API process: {@code java -jar tds-api.jar}; with {@code migrate} it brings the database up to
 * date and ends.
 */
@SpringBootApplication
@Import({
  PersistenceConfiguration.class,
  InboxConfiguration.class,
  StatisticsConfiguration.class,
  DutyConfiguration.class,
  NotificationConfiguration.class,
  AlertConfiguration.class,
  MetricsConfiguration.class
})
public class TdsApi {

  public static void main(String[] arguments) {
    if (List.of(arguments).equals(List.of("migrate"))) {
      Migration.run();
    } else {
      SpringApplication.run(TdsApi.class, arguments);
    }
  }
}
