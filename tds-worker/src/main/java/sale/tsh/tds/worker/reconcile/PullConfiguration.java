package sale.tsh.tds.worker.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.task.MaintenanceTask;
import sale.tsh.tds.task.TaskLeases;
import sale.tsh.tds.worker.zoho.CallBudget;
import sale.tsh.tds.worker.zoho.OrganizationCheck;
import sale.tsh.tds.worker.zoho.ZohoApi;
import sale.tsh.tds.worker.zoho.ZohoRecords;
import sale.tsh.tds.worker.zoho.ZohoSettings;

/** Runs the reconciliation as a maintenance task, in one worker at a time. */
@Configuration(proxyBeanMethods = false)
class PullConfiguration {

  private static final Logger log = LoggerFactory.getLogger(PullConfiguration.class);

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration LONGEST_RUN = Duration.ofSeconds(20);

  /** Longer than a run with a last call of 30 s. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final String NAME = "pull";

  @Bean
  MaintenanceTask pull(
      Settings settings,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Inbox inbox,
      TaskLeases leases,
      ProcessIdentity self,
      InstantSource clock) {
    PullSettings pull = PullSettings.from(settings);
    Optional<ZohoSettings> zoho = ZohoSettings.from(settings);
    if (zoho.isEmpty()) {
      log.info("Pulling from Zoho is off, because its settings are empty");
      return new MaintenanceTask(NAME, Duration.ofHours(1), () -> CallBudget.removeAll(jdbc));
    }
    log.info("Pulling from Zoho is on: {}", zoho.get());
    CallBudget budget = new CallBudget(jdbc, zoho.get(), clock);
    ZohoApi api =
        new ZohoApi(jdbc, zoho.get(), budget, clock, RandomGenerator.getDefault(), self.name());
    Reconciliation reconciliation =
        new Reconciliation(
            jdbc,
            transactions,
            inbox,
            new ZohoRecords(api),
            budget,
            new OrganizationCheck(jdbc, zoho.get(), budget, api, clock),
            zoho.get().organizationId(),
            pull,
            clock);
    return leases.exclusive(
        new MaintenanceTask(NAME, INTERVAL, () -> reconciliation.run(LONGEST_RUN)), LEASE);
  }
}
