package sale.tsh.tds.systemd;

import java.time.Duration;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.duty.Duty;

/** Tells the service manager how the process is. */
@Configuration(proxyBeanMethods = false)
public class ServiceConfiguration {

  /**
   * Where systemd does not say how often: in a process that took over by a reload, and where there
   * is no systemd, for the line in the log.
   */
  private static final Duration UNWATCHED = Duration.ofSeconds(30);

  @Bean
  ServiceManager serviceManager() {
    return ServiceManager.ofThisProcess();
  }

  @Bean
  ServiceNotices serviceNotices(ServiceManager manager, ApplicationContext context) {
    return new ServiceNotices(manager, MainProcess.ofThisProcess(), context);
  }

  @Bean
  Watchdog watchdog(ServiceManager manager, HealthEndpoint health) {
    return new Watchdog(() -> alive(health), () -> manager.tell("WATCHDOG=1"));
  }

  @Bean
  Duty watch(Watchdog watchdog) {
    return new Duty(
        "watchdog",
        Watchdog.interval(System.getenv("WATCHDOG_USEC")).orElse(UNWATCHED),
        watchdog::runOnce);
  }

  private static boolean alive(HealthEndpoint health) {
    HealthDescriptor liveness = health.healthForPath("liveness");
    return liveness != null && liveness.getStatus().equals(Status.UP);
  }
}
