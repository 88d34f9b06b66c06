package sale.tsh.tds.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.alert.QueueFigures;
import sale.tsh.tds.settings.Environment;

/** Metrics that both processes show, and to whom. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  @Bean
  ManagementSettings managementSettings(Environment environment) {
    return ManagementSettings.from(environment);
  }

  @Bean
  MeterBinder queueGauges(QueueFigures figures) {
    return new QueueGauges(new FiguresSample(figures::read, InstantSource.system()));
  }
}
