package sale.tsh.tds.queue;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.settings.Settings;

/** The queue, the same in both processes. */
@Configuration(proxyBeanMethods = false)
public class QueueConfiguration {

  @Bean
  RetryPolicy retryPolicy(Settings settings) {
    return RetryPolicy.from(settings);
  }

  @Bean
  QueueListener queueListener(MeterRegistry meters) {
    return new QueueMeters(meters);
  }

  @Bean
  EventQueue eventQueue(JdbcClient jdbc, RetryPolicy retryPolicy, QueueListener listener) {
    return new EventQueue(jdbc, retryPolicy, RandomGenerator.getDefault(), listener);
  }

  @Bean
  DeadLetterQueue deadLetterQueue(JdbcClient jdbc, QueueListener listener) {
    return new DeadLetterQueue(jdbc, listener);
  }
}
