package sale.tsh.tds.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.statistics.QueueHealthReader;

/** The metrics that both processes show, and who may read them. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  @Bean
  ManagementSettings managementSettings(Settings settings) {
    return ManagementSettings.from(settings);
  }

  @Bean
  MeterBinder queueGauges(QueueHealthReader health, InstantSource clock) {
    return new QueueGauges(new QueueHealthSample(health::read, clock));
  }
}
