package sale.tsh.tds.worker.maintenance;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.entity.WorkerEntries;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.ExpiredLeases;
import sale.tsh.tds.queue.QueueListener;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.statistics.TrendKeeper;
import sale.tsh.tds.task.MaintenanceTask;
import sale.tsh.tds.task.TaskLeases;
import sale.tsh.tds.worker.runtime.InFlightEvents;
import sale.tsh.tds.worker.runtime.WorkerSettings;

/** The worker's tasks beside its events. */
@Configuration(proxyBeanMethods = false)
class MaintenanceConfiguration {

  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration RETENTION = Duration.ofHours(1);
  private static final Duration TRENDS = Duration.ofSeconds(20);

  @Bean
  ExpiredLeases expiredLeases(JdbcClient jdbc, RetryPolicy retryPolicy, QueueListener listener) {
    return new ExpiredLeases(jdbc, retryPolicy, listener);
  }

  @Bean
  MaintenanceTask reap(
      ExpiredLeases expired,
      EventQueue queue,
      Inbox inbox,
      TransactionTemplate transactions,
      WorkerSettings settings) {
    Reaper reaper =
        new Reaper(
            expired,
            queue,
            inbox,
            transactions,
            settings.owner(),
            settings.lease(),
            System::nanoTime);
    Duration third = settings.lease().dividedBy(3);
    Duration interval = third.compareTo(Duration.ofSeconds(5)) < 0 ? third : Duration.ofSeconds(5);
    return new MaintenanceTask("reap", interval, reaper::runOnce);
  }

  @Bean
  Heartbeat heartbeat(
      WorkerEntries workers,
      ProcessIdentity self,
      InFlightEvents inFlight,
      WorkerSettings settings) {
    return new Heartbeat(workers, self, settings.owner(), settings.concurrency(), inFlight::size);
  }

  @Bean
  MaintenanceTask beat(Heartbeat heartbeat) {
    return new MaintenanceTask("heartbeat", BEAT, heartbeat::runOnce);
  }

  @Bean
  MaintenanceTask retain(JdbcClient jdbc, Settings settings, TaskLeases leases) {
    Retention retention = new Retention(jdbc, RetentionSettings.from(settings));
    return leases.exclusive(new MaintenanceTask("retention", RETENTION, retention::runOnce));
  }

  @Bean
  MaintenanceTask keepTrends(JdbcClient jdbc, TaskLeases leases) {
    TrendKeeper keeper = new TrendKeeper(jdbc);
    return leases.exclusive(new MaintenanceTask("keep trends", TRENDS, keeper::runOnce));
  }
}
