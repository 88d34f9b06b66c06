package sale.tsh.tds.systemd;

import java.time.Duration;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.task.MaintenanceTask;

/** Tells the service manager about the state of the process. */
@Configuration(proxyBeanMethods = false)
public class ServiceConfiguration {

  /**
   * The interval if systemd gives none. A process that took over by a reload has none, and neither
   * has a process without systemd, whose log still reports failures.
   */
  private static final Duration UNWATCHED = Duration.ofSeconds(30);

  @Bean
  ServiceManager serviceManager() {
    return ServiceManager.ofThisProcess();
  }

  @Bean
  ServiceNotices serviceNotices(
      ServiceManager manager, ProcessIdentity self, ApplicationContext context) {
    return new ServiceNotices(manager, MainProcess.ofThisProcess(self.pid()), context);
  }

  @Bean
  Watchdog watchdog(ServiceManager manager, HealthEndpoint health) {
    return new Watchdog(() -> alive(health), () -> manager.send("WATCHDOG=1"));
  }

  @Bean
  MaintenanceTask watchdogTask(Watchdog watchdog) {
    return new MaintenanceTask(
        "watchdog",
        Watchdog.interval(System.getenv("WATCHDOG_USEC")).orElse(UNWATCHED),
        watchdog::runOnce);
  }

  private static boolean alive(HealthEndpoint health) {
    HealthDescriptor liveness = health.healthForPath("liveness");
    return liveness != null && liveness.getStatus().equals(Status.UP);
  }
}
