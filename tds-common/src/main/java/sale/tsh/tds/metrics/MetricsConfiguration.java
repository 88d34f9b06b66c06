package sale.tsh.tds.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.alert.QueueFigures;

/** Metrics that both processes show. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  @Bean
  MeterBinder queueGauges(QueueFigures figures) {
    return new QueueGauges(new FiguresSample(figures::read, InstantSource.system()));
  }
}
